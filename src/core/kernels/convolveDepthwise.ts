import { windowAxis } from '../tensor/window.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import type { ConvolutionGeometry } from './convolve.ts';

/**
 * Depthwise 2-D cross-correlation: every channel has `multiplier` filters of its own.
 *     y[n, i, j, c*multiplier + q] = sum over (a, b) of x[n, i*s0 + a*d0 - p0, j*s1 + b*d1 - p1, c] * kernel[a, b, c, q]
 * @param input   float32 [batch, height, width, channels]
 * @param kernel  float32 [kh, kw, channels, multiplier]
 * @returns float32 [batch, outHeight, outWidth, channels * multiplier]; sums in float64, rounded once
 * @source https://www.tensorflow.org/api_docs/python/tf/nn/depthwise_conv2d
 */
export function convolveDepthwise(
  input: Tensor,
  kernel: Tensor,
  geometry: Omit<ConvolutionGeometry, 'groups'>,
): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const [kernelHeight = 0, kernelWidth = 0, , multiplier = 1] = kernel.shape;
  const { strides, padding, dilationRate } = geometry;
  const [stride0, stride1] = strides;
  const [dilation0, dilation1] = dilationRate;
  const axis0 = windowAxis(height, (kernelHeight - 1) * dilation0 + 1, stride0, padding);
  const axis1 = windowAxis(width, (kernelWidth - 1) * dilation1 + 1, stride1, padding);
  const filters = channels * multiplier;
  const output = new Float32Array(batch * axis0.output * axis1.output * filters);
  const sums = new Float64Array(filters);
  const data = input.data;
  const weights = kernel.data;
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < axis0.output; i++) {
      for (let j = 0; j < axis1.output; j++) {
        sums.fill(0);
        for (let a = 0; a < kernelHeight; a++) {
          const row = i * stride0 + a * dilation0 - axis0.before;
          if (row < 0 || row >= height) continue;
          for (let b = 0; b < kernelWidth; b++) {
            const column = j * stride1 + b * dilation1 - axis1.before;
            if (column < 0 || column >= width) continue;
            const start = ((n * height + row) * width + column) * channels;
            let k = (a * kernelWidth + b) * filters;
            if (multiplier === 1) {
              for (let c = 0; c < channels; c++) {
                sums[c] =
                  (sums[c] as number) + (data[start + c] as number) * (weights[k + c] as number);
              }
              continue;
            }
            for (let c = 0, f = 0; c < channels; c++) {
              const value = data[start + c] as number;
              for (let q = 0; q < multiplier; q++, f++, k++) {
                sums[f] = (sums[f] as number) + value * (weights[k] as number);
              }
            }
          }
        }
        output.set(sums, at);
        at += filters;
      }
    }
  }
  return tensor(output, [batch, axis0.output, axis1.output, filters]);
}
