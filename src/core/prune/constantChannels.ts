import type { LayerPlan } from '../simulate/layerPlan.ts';
import { MAX_POTENTIAL, MIN_POTENTIAL } from '../simulate/spikes.ts';
import { isPadded, potentialBounds, type ChannelBounds } from './channelBounds.ts';

/** A channel that has one value, whatever the model is shown. */
export interface ConstantChannel {
  readonly channel: number;
  readonly value: number;
}

/** Channels that a layer need not read, and the thresholds that then stand for them. */
export interface FoldedConstants {
  readonly channels: readonly number[];
  readonly thresholds: Int32Array;
}

/**
 * Moves what constant channels add to the potentials of a layer into its thresholds: threshold - share instead of potential + share, so that
 * the distance between them, and with it every spike, stays the same integer. With v the value of channel c,
 *     share[n] = v * (sum over the cells of the window of kernel[c, n]) [* cells of a global average]
 * That holds only where every window sees the whole of the channel (a padded one does not), where no sum can leave its bits with the share or
 * without, and where there are spikes: potentials of a last layer are what the model gives.
 * @param input  bounds of all channels
 * @returns no channels where it does not hold
 */
export function constantShares(
  plan: LayerPlan,
  input: ChannelBounds,
  constants: readonly ConstantChannel[],
): FoldedConstants {
  const none = { channels: [], thresholds: plan.threshold };
  if (constants.length === 0 || plan.spikeSteps === null || isPadded(plan)) return none;
  const rest = { low: input.low.slice(), high: input.high.slice() };
  for (const { channel } of constants) rest.low[channel] = rest.high[channel] = 0;
  if (!potentialBounds(plan, input).isExact || !potentialBounds(plan, rest).isExact) return none;
  const shares = new Float64Array(plan.neurons);
  for (const constant of constants) addShare(shares, plan, constant);
  const [x, y] = plan.pool?.type === 'sum' ? plan.geometry.convolution : [1, 1];
  const thresholds = shares.map((share, n) => (plan.threshold[n] ?? 0) - share * x * y);
  if (!thresholds.every((value) => value >= MIN_POTENTIAL && value <= MAX_POTENTIAL)) return none;
  return {
    channels: constants.map(({ channel }) => channel),
    thresholds: Int32Array.from(thresholds),
  };
}

/** What one constant channel adds to every potential of the convolution. */
function addShare(
  shares: Float64Array,
  { kernel, pointwise, neurons, geometry }: LayerPlan,
  { channel, value }: ConstantChannel,
): void {
  const channels = geometry.input[2];
  const width = pointwise === null ? neurons : 1;
  const sums = new Float64Array(width);
  for (let row = channel; row * width < kernel.length; row += channels) {
    for (let n = 0; n < width; n++) sums[n] = (sums[n] ?? 0) + (kernel[row * width + n] ?? 0);
  }
  shares.forEach((share, n) => {
    const sum =
      pointwise === null ? sums[n] : (sums[0] ?? 0) * (pointwise[channel * neurons + n] ?? 0);
    shares[n] = share + value * (sum ?? 0);
  });
}
