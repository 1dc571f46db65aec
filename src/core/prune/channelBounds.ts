import type { LayerPlan } from '../simulate/layerPlan.ts';
import { MAX_POTENTIAL, MIN_POTENTIAL, saturate, spikesOf } from '../simulate/spikes.ts';

/** Smallest and largest value that each channel can have, whatever the model is shown. */
export interface ChannelBounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Bounds of the potentials of a layer, before the threshold. */
export interface PotentialBounds extends ChannelBounds {
  /** False where a sum on the way could leave its 20 or 32 bits: it then is not the sum of its parts. */
  readonly isExact: boolean;
}

/** Pixels or events: every value is possible. */
export function inputBounds({ geometry, maxInput }: LayerPlan): ChannelBounds {
  const channels = geometry.input[2];
  return { low: new Float64Array(channels), high: new Float64Array(channels).fill(maxInput) };
}

/**
 * Bounds of the potentials of every neuron, over all inputs within bounds. A cell of the kernel adds weight * input, or weight * padding
 * where it lies outside; so a convolution's potential is within
 *     sum over cells and channels of [min(w * low, w * high, w * pad), max(w * low, w * high, w * pad)]
 * Pooling and saturation keep the order of what they are given, so that bounds go through them.
 * @param input  bounds of what comes in, a channel
 * @source docs/reference/integer-semantics.md#running-the-integers
 */
export function potentialBounds(plan: LayerPlan, input: ChannelBounds): PotentialBounds {
  const sums = plan.pointwise === null ? kernelBounds(plan, input) : separableBounds(plan, input);
  const { low, high } = sums;
  let isExact = allWithin(sums, -(2 ** 31), 2 ** 31 - 1);
  if (plan.pool?.type === 'sum') {
    const [x, y] = plan.geometry.convolution;
    const pooled = { low: low.map((value) => value * x * y), high: high.map((v) => v * x * y) };
    isExact &&= allWithin(sums, MIN_POTENTIAL, MAX_POTENTIAL);
    isExact &&= allWithin(pooled, MIN_POTENTIAL, MAX_POTENTIAL);
    return { low: pooled.low.map(saturate), high: pooled.high.map(saturate), isExact };
  }
  if (!plan.saturates) return { low, high, isExact };
  isExact &&= allWithin(sums, MIN_POTENTIAL, MAX_POTENTIAL);
  return { low: low.map(saturate), high: high.map(saturate), isExact };
}

/**
 * Bounds of what a layer fires; without an activation, those of its potentials. A neuron whose sums could wrap may fire anything.
 * @param potentials  of `potentialBounds`
 */
export function outputBounds(plan: LayerPlan, potentials: PotentialBounds): ChannelBounds {
  const { spikeSteps, threshold, actBits } = plan;
  if (spikeSteps === null) return potentials;
  const levels = 2 ** actBits - 1;
  const { low, high } = potentials;
  const fires = (potential: number, n: number) =>
    spikesOf(potential, threshold[n] ?? 0, spikeSteps[n] ?? 1, actBits);
  const isSound = low.map((_, n) => Number(keepsOrder(low[n] ?? 0, high[n] ?? 0, n, plan)));
  return {
    low: low.map((potential, n) => (isSound[n] ? fires(potential, n) : 0)),
    high: high.map((potential, n) => (isSound[n] ? fires(potential, n) : levels)),
  };
}

/** Whether a larger potential of neuron n fires no less: nothing wraps, neither the distance to the threshold nor what is divided. */
function keepsOrder(low: number, high: number, n: number, plan: LayerPlan): boolean {
  const threshold = plan.threshold[n] ?? 0;
  const [least, most] = [low - threshold, high - threshold];
  const fits = low >= -(2 ** 31) && high < 2 ** 31 && least >= -(2 ** 31) && most < 2 ** 31;
  return fits && most * 2 ** plan.actBits <= 2 ** 28;
}

/** Of a kernel (cells, channels, neurons). */
function kernelBounds(plan: LayerPlan, input: ChannelBounds): ChannelBounds {
  const { kernel, neurons, geometry } = plan;
  const channels = geometry.input[2];
  const pads = padsOf(plan);
  const low = new Float64Array(neurons);
  const high = new Float64Array(neurons);
  for (let row = 0; row * neurons < kernel.length; row++) {
    const c = row % channels;
    const [least, most] = withPadding(input, c, pads);
    for (let n = 0; n < neurons; n++) {
      const w = kernel[row * neurons + n] as number;
      low[n] = (low[n] as number) + (w > 0 ? w * least : w * most);
      high[n] = (high[n] as number) + (w > 0 ? w * most : w * least);
    }
  }
  return { low, high };
}

/** Of a depthwise kernel (cells, channels), then a pointwise one (channels, neurons). */
function separableBounds(plan: LayerPlan, input: ChannelBounds): ChannelBounds {
  const { kernel, neurons, geometry } = plan;
  const channels = geometry.input[2];
  const depthwise = kernelBoundsByChannel(kernel, channels, input, padsOf(plan));
  const low = new Float64Array(neurons);
  const high = new Float64Array(neurons);
  plan.pointwise?.forEach((w, i) => {
    const n = i % neurons;
    const c = Math.floor(i / neurons);
    const [least, most] = [depthwise.low[c] as number, depthwise.high[c] as number];
    low[n] = (low[n] as number) + (w > 0 ? w * least : w * most);
    high[n] = (high[n] as number) + (w > 0 ? w * most : w * least);
  });
  return { low, high };
}

function kernelBoundsByChannel(
  kernel: Int8Array,
  channels: number,
  input: ChannelBounds,
  pads: number | null,
): ChannelBounds {
  const low = new Float64Array(channels);
  const high = new Float64Array(channels);
  kernel.forEach((w, i) => {
    const c = i % channels;
    const [least, most] = withPadding(input, c, pads);
    low[c] = (low[c] as number) + (w > 0 ? w * least : w * most);
    high[c] = (high[c] as number) + (w > 0 ? w * most : w * least);
  });
  return { low, high };
}

function withPadding(
  { low, high }: ChannelBounds,
  c: number,
  pads: number | null,
): readonly [number, number] {
  const [least, most] = [low[c] as number, high[c] as number];
  return pads === null ? [least, most] : [Math.min(least, pads), Math.max(most, pads)];
}

/** The value of cells outside the input; null where no window reaches them. */
function padsOf(plan: LayerPlan): number | null {
  return isPadded(plan) ? plan.paddingValue : null;
}

/** Whether a window of the convolution reaches beyond the input. */
export function isPadded({ geometry, window }: LayerPlan): boolean {
  return [0, 1].some((axis) => {
    const [before, size, stride] = [window.before, window.size, window.strides].map(
      (pair) => pair[axis] ?? 0,
    ) as [number, number, number];
    const end = ((geometry.convolution[axis] ?? 1) - 1) * stride + size - before;
    return before > 0 || end > (geometry.input[axis] ?? 0);
  });
}

function allWithin({ low, high }: ChannelBounds, least: number, most: number): boolean {
  return low.every((value) => value >= least) && high.every((value) => value <= most);
}
