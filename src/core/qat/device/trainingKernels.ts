import * as tf from '@tensorflow/tfjs-core';
import {
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
} from './convolutionGradients.ts';
import {
  channelSum,
  quantizeActivation,
  quantizeActivationGradient,
  saturatingSum,
} from './elementwise.ts';
import { wasmMaxPoolGrad } from './maxPoolGrad.ts';

/**
 * The kernels that training needs and TensorFlow.js' wasm backend lacks, or has only as plain loops twenty times slower.
 * @source docs/reference/training-stack.md#kernels-of-our-own: Conv2DBackpropFilter and both depthwise gradients are missing;
 *         measured at batch 128: MaxPoolGrad 144 ms against 5, Conv2DBackpropInput 680 ms against 45
 */
const KERNELS: readonly tf.KernelConfig[] = [
  channelSum,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  wasmMaxPoolGrad,
  quantizeActivation,
  quantizeActivationGradient,
  saturatingSum,
];

/** Registers our kernels for 'wasm', in place of those it has. Once is enough; a second call changes nothing. */
export function registerTrainingKernels(): void {
  registerKernels(KERNELS);
}

/** Registers kernels in place of those their backends have. Once is enough; a second call changes nothing. */
export function registerKernels(kernels: readonly tf.KernelConfig[]): void {
  for (const kernel of kernels) {
    const present = tf.getKernel(kernel.kernelName, kernel.backendName);
    if (present === kernel) continue;
    // getKernel answers undefined for an unknown kernel, whatever its type says.
    if (present as tf.KernelConfig | undefined) {
      tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    }
    tf.registerKernel(kernel);
  }
}
