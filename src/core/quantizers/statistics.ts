import type { Tensor } from '../tensor/tensor.ts';

/** Channels of a kernel per axis: the size of the last axis, or 1 when the whole tensor counts as one. */
function channelCount(kernel: Tensor, perAxis: boolean): number {
  return perAxis ? (kernel.shape.at(-1) ?? 1) : 1;
}

/** Largest absolute value per channel (last axis) or of the whole tensor, float32. */
export function maxAbs(kernel: Tensor, perAxis: boolean): Float32Array {
  const channels = channelCount(kernel, perAxis);
  const result = new Float32Array(channels);
  const { data } = kernel;
  for (let i = 0, c = 0; i < data.length; i++) {
    const value = Math.abs(data[i] as number);
    if (value > (result[c] as number)) result[c] = value;
    if (++c === channels) c = 0;
  }
  return result;
}

/** Largest value per channel (last axis) or of the whole tensor, float32; at least 0. */
export function maxPositive(kernel: Tensor, perAxis: boolean): Float32Array {
  const channels = channelCount(kernel, perAxis);
  const result = new Float32Array(channels);
  for (let i = 0; i < kernel.data.length; i++) {
    const c = i % channels;
    const value = kernel.data[i] as number;
    if (value > (result[c] as number)) result[c] = value;
  }
  return result;
}

/**
 * Population standard deviation per channel (last axis) or of the whole tensor, summed in float32 in TensorFlow's order:
 *     mean = sum(w) / n;  std = sqrt(sum((w - mean)^2) / n)
 * A whole tensor of more than 100,000 weights it splits over threads, and the last bits hang on their number.
 * @source docs/reference/integer-semantics.md#standard-deviations
 */
export function standardDeviation(kernel: Tensor, perAxis: boolean): Float32Array {
  const channels = channelCount(kernel, perAxis);
  const count = kernel.data.length / channels;
  const mean = sumPerChannel(kernel.data, channels).map((total) => total / count);
  const squares = kernel.data.map((weight, i) => {
    const difference = Math.fround(weight - (mean[i % channels] as number));
    return difference * difference;
  });
  return sumPerChannel(squares, channels).map((total) => Math.sqrt(Math.fround(total / count)));
}

/** Lanes of the vector registers that the reference was made with. */
const LANES = 8;
/** Registers, or rows of channels, that are summed side by side. */
const ACCUMULATORS = 4;
/** From so many rows on, channels that fill whole registers are summed by four accumulators. */
const MANY_ROWS = 16;
/** Longer stretches are halved, and the sums of the halves added. */
const LEAF = LANES * 1024;

/** float32 sums per channel of rows of channels. */
function sumPerChannel(values: Float32Array, channels: number): Float32Array {
  if (channels === 1) return Float32Array.of(sumOf(values, 0, values.length));
  const rows = values.length / channels;
  const packed = rows < MANY_ROWS ? 0 : channels - (channels % LANES);
  return Float32Array.from({ length: channels }, (_, c) => {
    const whole = c < packed ? rows - (rows % ACCUMULATORS) : 0;
    const parts = new Float32Array(ACCUMULATORS);
    for (let row = 0; row < whole; row++) {
      const part = row % ACCUMULATORS;
      parts[part] = (parts[part] as number) + (values[row * channels + c] as number);
    }
    let sum = parts.reduce((total, part) => Math.fround(total + part));
    for (let row = whole; row < rows; row++)
      sum = Math.fround(sum + (values[row * channels + c] as number));
    return sum;
  });
}

/** float32 sum of `count` values from `first` on, which is a multiple of LANES. */
function sumOf(values: Float32Array, first: number, count: number): number {
  if (count <= LEAF) return sumOfLeaf(values.subarray(first, first + count));
  const half = LANES * Math.ceil((first + Math.ceil(count / 2)) / LANES) - first;
  return Math.fround(sumOf(values, first, half) + sumOf(values, first + half, count - half));
}

/** Four registers side by side, added to one; what fills single registers; the lanes folded in halves; the rest one by one. */
function sumOfLeaf(values: Float32Array): number {
  const step = ACCUMULATORS * LANES;
  const unrolled = values.length - (values.length % step);
  const whole = values.length - (values.length % LANES);
  const sums = new Float32Array(step);
  for (let i = 0; i < unrolled; i++)
    sums[i % step] = (sums[i % step] as number) + (values[i] as number);
  const lanes = sums.subarray(0, LANES);
  for (let i = LANES; i < step; i++)
    lanes[i % LANES] = (lanes[i % LANES] as number) + (sums[i] as number);
  for (let i = unrolled; i < whole; i++)
    lanes[i % LANES] = (lanes[i % LANES] as number) + (values[i] as number);
  for (let half = LANES / 2; half >= 1; half /= 2) {
    for (let i = 0; i < half; i++) lanes[i] = (lanes[i] as number) + (lanes[i + half] as number);
  }
  let rest = 0;
  for (let i = whole; i < values.length; i++) rest = Math.fround(rest + (values[i] as number));
  return Math.fround((lanes[0] as number) + rest);
}
