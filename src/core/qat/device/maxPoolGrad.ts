import * as tf from '@tensorflow/tfjs-core';
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl';
import { poolInfoOf } from './pooling.ts';
import { kernelMemory } from './kernels.ts';

/** MaxPoolGrad for 'wasm': every output's gradient goes to the first largest cell of its window. */
export const wasmMaxPoolGrad: tf.KernelConfig = {
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

/** What we use of the WebGL backend. */
interface ProgramRunner {
  readonly compileAndRun: (program: GPGPUProgram, inputs: tf.TensorInfo[]) => tf.TensorInfo;
}

/**
 * MaxPoolGrad for 'webgl': every output's gradient goes to the first largest cell of its window, as on the other backends and in
 * TensorFlow. The backend's own takes the last, and among the integer sums of the chip many cells are equal.
 * @source tfjs-backend-webgl 4.22.0, pool_gpu.ts: its positions compare with >=
 */
export const webglMaxPoolGrad: tf.KernelConfig = {
  kernelName: tf.MaxPoolGrad,
  backendName: 'webgl',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { dy, input } = inputs as Readonly<Record<'dy' | 'input', tf.TensorInfo>>;
    const info = poolInfoOf(input, attrs);
    return (backend as ProgramRunner).compileAndRun(programOf(info), [input, dy]);
  },
};

/** One thread a cell: it asks every window that holds it whether it is the first largest cell there. */
function programOf(info: tf.backend_util.Conv2DInfo): GPGPUProgram {
  const { padInfo } = info;
  return {
    variableNames: ['x', 'dy'],
    outputShape: [...info.inShape],
    userCode: `
      const ivec2 size = ivec2(${info.inHeight}, ${info.inWidth});
      const ivec2 window = ivec2(${info.filterHeight}, ${info.filterWidth});
      const ivec2 strides = ivec2(${info.strideHeight}, ${info.strideWidth});
      const ivec2 pads = ivec2(${padInfo.top}, ${padInfo.left});
      const ivec2 outSize = ivec2(${info.outHeight}, ${info.outWidth});

      bool isFirstLargest(int b, ivec2 cell, int channel, ivec2 start) {
        float own = getX(b, cell.x, cell.y, channel);
        for (int h = 0; h < window.x; h++) {
          for (int w = 0; w < window.y; w++) {
            ivec2 other = start + ivec2(h, w);
            if (any(lessThan(other, ivec2(0))) || any(greaterThanEqual(other, size))) continue;
            float value = getX(b, other.x, other.y, channel);
            bool isBefore = other.x < cell.x || (other.x == cell.x && other.y < cell.y);
            if (value > own || (isBefore && value == own)) return false;
          }
        }
        return true;
      }

      void main() {
        ivec4 coords = getOutputCoords();
        ivec2 cell = coords.yz;
        float sum = 0.0;
        for (int h = 0; h < window.x; h++) {
          for (int w = 0; w < window.y; w++) {
            ivec2 start = cell - ivec2(h, w);
            ivec2 position = start + pads;
            if (any(lessThan(position, ivec2(0)))) continue;
            ivec2 out_ = position / strides;
            if (out_ * strides != position || any(greaterThanEqual(out_, outSize))) continue;
            if (isFirstLargest(coords.x, cell, coords.w, start)) {
              sum += getDy(coords.x, out_.x, out_.y, coords.w);
            }
          }
        }
        setOutput(sum);
      }
    `,
  };
}
