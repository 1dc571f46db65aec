import * as tf from '@tensorflow/tfjs-core';
import { poolInfoOf } from '../device/pooling.ts';
import { kernelMemory } from './kernelMemory.ts';

/** MaxPoolGrad for 'wasm': every output's gradient goes to the first largest cell of its window. */
export const maxPoolGrad: tf.KernelConfig = {
  kernelName: tf.MaxPoolGrad,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { dy, input } = inputs as Readonly<Record<'dy' | 'input', tf.TensorInfo>>;
    const info = poolInfoOf(input, attrs);
    const { kernels, address, output } = kernelMemory(backend);
    const result = output(input.shape);
    kernels.maxPoolGradient(
      address(input),
      address(dy),
      address(result),
      info.batchSize,
      info.inHeight,
      info.inWidth,
      info.inChannels,
      info.outHeight,
      info.outWidth,
      info.filterHeight,
      info.filterWidth,
      info.strideHeight,
      info.strideWidth,
      info.padInfo.top,
      info.padInfo.left,
    );
    return result;
  },
};
