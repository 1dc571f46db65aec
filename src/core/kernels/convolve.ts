import { windowAxis, type Padding } from '../tensor/window.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/** How the window of a 2-D convolution moves. */
export interface ConvolutionGeometry {
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilationRate: readonly [number, number];
  /** Channel groups convolved apart; 1 for an ordinary convolution. */
  readonly groups: number;
}

/** A window of one cell that moves cell by cell: a matrix product over the channels. */
export const pointwiseGeometry: ConvolutionGeometry = {
  strides: [1, 1],
  padding: 'valid',
  dilationRate: [1, 1],
  groups: 1,
};

/**
 * 2-D cross-correlation, as Keras' Conv2D without bias.
 *     y[n, i, j, f] = sum over (a, b, c) of x[n, i*s0 + a*d0 - p0, j*s1 + b*d1 - p1, c] * kernel[a, b, c, f]
 * Zero inputs cost nothing: the non-zero cells of a window are gathered once for all filters.
 * @param input   float32 [batch, height, width, channels]
 * @param kernel  float32 [kh, kw, channels / groups, filters]
 * @returns float32 [batch, outHeight, outWidth, filters]; sums in float64, rounded once
 * @source https://www.tensorflow.org/api_docs/python/tf/nn/convolution
 */
export function convolve(input: Tensor, kernel: Tensor, geometry: ConvolutionGeometry): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const [kernelHeight = 0, kernelWidth = 0, depth = 0, filters = 0] = kernel.shape;
  const { strides, padding, dilationRate, groups } = geometry;
  const [stride0, stride1] = strides;
  const [dilation0, dilation1] = dilationRate;
  const axis0 = windowAxis(height, (kernelHeight - 1) * dilation0 + 1, stride0, padding);
  const axis1 = windowAxis(width, (kernelWidth - 1) * dilation1 + 1, stride1, padding);
  const output = new Float32Array(batch * axis0.output * axis1.output * filters);
  const data = input.data;
  const values = new Float64Array(kernelHeight * kernelWidth * depth);
  const offsets = new Int32Array(values.length);
  const groupFilters = filters / groups;
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < axis0.output; i++) {
      for (let j = 0; j < axis1.output; j++) {
        for (let group = 0; group < groups; group++) {
          let count = 0;
          for (let a = 0; a < kernelHeight; a++) {
            const row = i * stride0 + a * dilation0 - axis0.before;
            if (row < 0 || row >= height) continue;
            for (let b = 0; b < kernelWidth; b++) {
              const column = j * stride1 + b * dilation1 - axis1.before;
              if (column < 0 || column >= width) continue;
              const start = ((n * height + row) * width + column) * channels + group * depth;
              let offset = (a * kernelWidth + b) * depth * filters;
              for (let c = start; c < start + depth; c++, offset += filters) {
                const value = data[c] ?? 0;
                if (value === 0) continue;
                values[count] = value;
                offsets[count] = offset;
                count++;
              }
            }
          }
          const first = group * groupFilters;
          sumFilters(values, offsets, count, kernel.data, first, first + groupFilters, output, at);
        }
        at += filters;
      }
    }
  }
  return tensor(output, [batch, axis0.output, axis1.output, filters]);
}

/** output[at + f] = sum of values * kernel rows, for filters [first, last): eight sums at a time stay in registers. */
function sumFilters(
  values: Float64Array,
  offsets: Int32Array,
  count: number,
  kernel: Float32Array,
  first: number,
  last: number,
  output: Float32Array,
  at: number,
): void {
  let f = first;
  for (; f + 8 <= last; f += 8) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let s4 = 0;
    let s5 = 0;
    let s6 = 0;
    let s7 = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i] as number;
      const k = (offsets[i] as number) + f;
      s0 += value * (kernel[k] as number);
      s1 += value * (kernel[k + 1] as number);
      s2 += value * (kernel[k + 2] as number);
      s3 += value * (kernel[k + 3] as number);
      s4 += value * (kernel[k + 4] as number);
      s5 += value * (kernel[k + 5] as number);
      s6 += value * (kernel[k + 6] as number);
      s7 += value * (kernel[k + 7] as number);
    }
    output[at + f] = s0;
    output[at + f + 1] = s1;
    output[at + f + 2] = s2;
    output[at + f + 3] = s3;
    output[at + f + 4] = s4;
    output[at + f + 5] = s5;
    output[at + f + 6] = s6;
    output[at + f + 7] = s7;
  }
  for (; f < last; f++) {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += (values[i] as number) * (kernel[(offsets[i] as number) + f] as number);
    }
    output[at + f] = sum;
  }
}

/**
 * Product of the last axis with a matrix, as Keras' Dense without bias.
 * @param input   float32 [..., channels]
 * @param kernel  float32 [channels, units]
 * @returns float32 [..., units]
 */
export function matrixProduct(input: Tensor, kernel: Tensor): Tensor {
  const [channels = 1, units = 1] = kernel.shape;
  const rows = tensor(input.data, [input.data.length / channels, 1, 1, channels]);
  const matrix = tensor(kernel.data, [1, 1, channels, units]);
  const product = convolve(rows, matrix, pointwiseGeometry);
  return tensor(product.data, [...input.shape.slice(0, -1), units]);
}

/** Adds one value per channel of the last axis, in place of a fresh result. */
export function addBias(result: Tensor, bias: Tensor | undefined): Tensor {
  if (bias === undefined) return result;
  const { data } = result;
  const channels = bias.data.length;
  for (let start = 0; start < data.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      data[start + c] = (data[start + c] as number) + (bias.data[c] as number);
    }
  }
  return result;
}

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
