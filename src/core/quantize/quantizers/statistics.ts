import type { Tensor } from '../../tensor/tensor.ts';

/** Channels of a kernel per axis: the size of the last axis, or 1 when the whole tensor counts as one. */
function channelCount(kernel: Tensor, perAxis: boolean): number {
  return perAxis ? (kernel.shape.at(-1) ?? 1) : 1;
}

/** Largest absolute value per channel (last axis) or of the whole tensor, float32. */
export function maxAbs(kernel: Tensor, perAxis: boolean): Float32Array {
  const channels = channelCount(kernel, perAxis);
  const result = new Float32Array(channels);
  for (let i = 0; i < kernel.data.length; i++) {
    const c = i % channels;
    const value = Math.abs(kernel.data[i] as number);
    if (value > (result[c] as number)) result[c] = value;
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
 * Population standard deviation per channel (last axis) or of the whole tensor.
 * Summed in float64, rounded to float32 once: TensorFlow sums in float32 in an order of its own,
 * so the last bits may differ from the reference (integer-semantics.md names the tolerance, 1e-6 relative).
 */
export function standardDeviation(kernel: Tensor, perAxis: boolean): Float32Array {
  const channels = channelCount(kernel, perAxis);
  const count = kernel.data.length / channels;
  const mean = new Float64Array(channels);
  for (let i = 0; i < kernel.data.length; i++) {
    const c = i % channels;
    mean[c] = (mean[c] as number) + (kernel.data[i] as number) / count;
  }
  const variance = new Float64Array(channels);
  for (let i = 0; i < kernel.data.length; i++) {
    const c = i % channels;
    const difference = (kernel.data[i] as number) - (mean[c] as number);
    variance[c] = (variance[c] as number) + (difference * difference) / count;
  }
  return Float32Array.from(variance, Math.sqrt);
}
