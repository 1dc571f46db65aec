import type { LayerNode, WeightMap } from '../../ir/graph.ts';
import { activation } from '../../layers/activation.ts';
import { activationGrid, type ActivationGrid } from '../../layers/activationStep.ts';
import { batchNormalization, channelFactors } from '../../layers/batchNormalization.ts';
import { isLayer, weightOf } from '../../layers/define.ts';
import { quantizemlRelu } from '../../layers/quantizemlRelu.ts';
import { relu } from '../../layers/relu.ts';
import { rescaling, rescalingChannels } from '../../layers/rescaling.ts';
import type { Heap } from './heap.ts';

/** y = (x - mean) * factor + beta, one number a channel. */
interface Norm {
  readonly mean: Float32Array;
  readonly factor: Float32Array;
  readonly beta: Float32Array;
}

/** A lower end at 0, as Math.max gives it or as a comparison does (they differ in -0 and NaN), and an upper end. */
interface Clamp {
  readonly zero: 'max' | 'compare' | null;
  readonly upper: number | null;
}

/** What is done to a layer's sums before they are stored, in this order: several layers in one pass over the memory. */
export interface Finish {
  readonly bias?: Float32Array | undefined;
  readonly norm?: Norm | undefined;
  readonly clamp?: Clamp | undefined;
  readonly grid?: ActivationGrid | undefined;
  /** Euclidean size of each filter, where the kernel has to know how far off a sum can be. */
  readonly filterSizes?: Float32Array | undefined;
}

const ORDER = ['bias', 'norm', 'clamp', 'grid'] as const;

/** Two in one, the second behind the first; null where they cannot be: something of the second comes before something of the first. */
export function joinedFinish(first: Finish, second: Finish): Finish | null {
  const last = ORDER.findLastIndex((part) => first[part] !== undefined);
  const next = ORDER.findIndex((part) => second[part] !== undefined);
  return next < 0 || next > last ? { ...first, ...second } : null;
}

/** Names of the activation functions that a finish computes. */
const CLAMPS: Readonly<Record<string, Finish>> = {
  linear: {},
  relu: { clamp: { zero: 'max', upper: null } },
  relu6: { clamp: { zero: 'max', upper: 6 } },
};

/** An activation function as a finish; null for those that the reference computes. */
export function activationFinish(name: string): Finish | null {
  return Object.hasOwn(CLAMPS, name) ? (CLAMPS[name] ?? null) : null;
}

/**
 * A layer that works value by value as a finish; null for other layers and for settings that the reference computes.
 * @param channels  size of the last axis
 * @param rank  of the layer's input, batch axis included
 */
export function finishOf(
  node: LayerNode,
  weights: WeightMap,
  channels: number,
  rank: number,
): Finish | null {
  if (isLayer(node, batchNormalization)) {
    const [axis = -1, ...more] = node.config.axis;
    if (more.length > 0 || (axis !== -1 && axis !== rank - 1)) return null;
    const mean = weightOf(weights, 'moving_mean').data;
    const beta = weights['beta']?.data ?? new Float32Array(channels);
    return { norm: { mean, factor: channelFactors(node.config, weights), beta } };
  }
  if (isLayer(node, rescaling)) {
    const { scale, offset } = rescalingChannels(node.config, channels);
    return { norm: { mean: new Float32Array(channels), factor: scale, beta: offset } };
  }
  if (isLayer(node, relu)) {
    const { maxValue, negativeSlope, threshold } = node.config;
    if (negativeSlope !== 0 || threshold !== 0 || (maxValue ?? 0) < 0) return null;
    return { clamp: { zero: 'compare', upper: maxValue } };
  }
  if (isLayer(node, activation)) return activationFinish(node.config.activation);
  const grid = isLayer(node, quantizemlRelu) ? null : activationGrid(node);
  return grid && { grid };
}

/** As ../assembly/finish.ts has them. */
const FLAGS = { bias: 1, norm: 2, max: 4, compare: 8, upper: 16, grid: 32 } as const;
const GROUP_FLOATS = 20;

/** One channel after the other, going round: for values as they lie in memory. */
export function channelsInTurn(channels: number): Int32Array {
  const period = channels % 4 === 0 ? channels : channels % 2 === 0 ? channels * 2 : channels * 4;
  return Int32Array.from({ length: period }, (_, i) => i % channels);
}

/**
 * Writes a finish into the kernels' memory and gives its address.
 * @param order  channel of each lane; -1: none
 */
export function placeFinish(heap: Heap, finish: Finish, order: Int32Array): number {
  const { bias, norm, clamp, grid, filterSizes } = finish;
  const rows = [bias, norm?.mean, norm?.factor, norm?.beta, filterSizes];
  const groups = new Float32Array((order.length / 4) * GROUP_FLOATS);
  order.forEach((channel, lane) => {
    if (channel < 0) return;
    const at = (lane >> 2) * GROUP_FLOATS + (lane & 3);
    rows.forEach((row, i) => {
      groups[at + i * 4] = row?.[channel] ?? 0;
    });
  });
  const upper = clamp?.upper ?? null;
  const flags =
    (bias ? FLAGS.bias : 0) |
    (norm ? FLAGS.norm : 0) |
    (clamp?.zero ? FLAGS[clamp.zero] : 0) |
    (upper === null ? 0 : FLAGS.upper) |
    (grid ? FLAGS.grid : 0);
  const groupsAt = heap.keep(groups);
  const address = heap.keep(new Float32Array(7));
  heap.words(address, 3).set([flags, groupsAt, order.length / 4]);
  heap
    .floats(address + 12, 4)
    .set([upper ?? 0, grid?.threshold ?? 0, grid?.step ?? 1, grid?.levels ?? 0]);
  return address;
}
