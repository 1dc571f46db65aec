import type { Tensor } from '../../tensor/tensor.ts';

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
 * Per channel its CPU kernel adds row after row; over the whole tensor it adds packets of eight and folds them at the end.
 * A kernel that it splits over threads may still differ in the last bits (the one tolerance of integer-semantics.md).
 */
export function standardDeviation(kernel: Tensor, perAxis: boolean): Float32Array {
  const sum = perAxis ? sumPerChannel : sumInPackets;
  const channels = channelCount(kernel, perAxis);
  const count = kernel.data.length / channels;
  const mean = sum(kernel.data, channels).map((total) => total / count);
  const squares = kernel.data.map((weight, i) => {
    const difference = Math.fround(weight - (mean[i % channels] as number));
    return difference * difference;
  });
  return sum(squares, channels).map((total) => Math.sqrt(Math.fround(total / count)));
}

/** float32 sums per channel, row after row. */
function sumPerChannel(values: Float32Array, channels: number): Float32Array {
  const sums = new Float32Array(channels);
  for (let i = 0; i < values.length; i++) {
    const c = i % channels;
    sums[c] = (sums[c] as number) + (values[i] as number);
  }
  return sums;
}

/** Lanes of the vector registers that the reference was made with. */
const LANES = 8;

/** One float32 sum: eight lanes side by side, folded in halves, then what is left over one by one. */
function sumInPackets(values: Float32Array): Float32Array {
  const lanes = new Float32Array(LANES);
  const whole = values.length - (values.length % LANES);
  for (let i = 0; i < whole; i++) {
    const lane = i % LANES;
    lanes[lane] = (lanes[lane] as number) + (values[i] as number);
  }
  for (let half = LANES / 2; half >= 1; half /= 2) {
    for (let i = 0; i < half; i++) lanes[i] = (lanes[i] as number) + (lanes[i + half] as number);
  }
  const rest = new Float32Array(1);
  for (let i = whole; i < values.length; i++) rest[0] = (rest[0] as number) + (values[i] as number);
  return Float32Array.of((lanes[0] as number) + (rest[0] as number));
}
