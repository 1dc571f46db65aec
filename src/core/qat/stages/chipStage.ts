import * as tf from '@tensorflow/tfjs-core';
import type { LayerNode } from '../../ir/graph.ts';
import type { ActivationGrid } from '../../layers/activationStep.ts';
import { MAX_POTENTIAL, MIN_POTENTIAL, spikesOf } from '../../simulate/spikes.ts';
import { channelSum, saturatingSum } from '../device/sums.ts';
import { maxPool, maxPoolGradient, spreadOverCells } from '../device/pooling.ts';
import {
  quantizedActivation,
  quantizedActivationGradient,
  type ActivationScale,
} from '../device/quantizedActivation.ts';
import type { ChipPool } from './chipPool.ts';
import type { Parameter, TrainingPass, TrainingStage, Uploaded } from './define.ts';
import type { ChipIntegers, ChipKernels } from './chipKernels.ts';
import { fail } from '../../errors/diagnostic.ts';

/** One layer of the converted network, as it is trained. */
export interface TrainedChipLayer {
  readonly node: LayerNode;
  readonly kernels: ChipKernels;
  readonly bias: Parameter | null;
  /** Thresholds and steps that conversion gives these kernels, one a filter. @throws StudioError convert/threshold-overflow */
  readonly thresholds: (integers: ChipIntegers) => {
    readonly threshold: Int32Array;
    readonly actStep: Float32Array;
  };
  /** Largest input: 255 for pixels, else what the layer before can fire. */
  readonly maxInput: number;
  /** What padded cells hold. */
  readonly padding: number;
  /** What the real values are multiplied by before the activation rounds them. */
  readonly slope: number;
  readonly activation: ActivationGrid | null;
  readonly pool: ChipPool;
  /** Pooled and fully connected layers hold their potentials in 20 bits. */
  readonly saturates: boolean;
}

/**
 * One layer as the chip runs it, in integers held by float32:
 *     potential = conv(spikes, integer kernel) [max pool | saturating sum],  saturated to 20 bits where the chip does so
 *     spikes = clip(ceil(16 * (potential - threshold) / q), 0, levels);  head: (potential - threshold) / act_step
 * The gradient is that of the real layer the integers stand for: y = conv(x, Wq) + b and a quantized activation whose ceiling and
 * whose saturation let it through. Between stages gradients are those of the real values, spikes * step.
 * @source docs/reference/integer-semantics.md#thresholds-and-steps; docs/reference/integer-semantics.md#running-the-integers
 */
export function chipStage(layer: TrainedChipLayer): TrainingStage {
  const { node, kernels, activation, bias } = layer;
  /** Where inputs could lead beyond what float32 holds: how far they may. */
  const limits = new WeakMap<Uploaded, number>();
  return {
    name: node.name,
    parameters: bias ? [...kernels.parameters, bias] : kernels.parameters,
    upload: () => {
      const integers = kernels.quantize();
      const { threshold, actStep } = withoutDeadFilters(layer, integers);
      const limit = potentialLimit(layer, integers, threshold);
      const divisor = activation ? actStep.map((step) => widthOf(step, activation.bits)) : actStep;
      const uploaded: Uploaded = {
        ...integers.upload(),
        threshold: tf.tensor1d(Float32Array.from(threshold)),
        divisor: tf.tensor1d(divisor),
      };
      if (limit !== null) limits.set(uploaded, limit);
      return uploaded;
    },
    forward: (x, weights, pass) => {
      const scale: ActivationScale = {
        threshold: weights['threshold'] as tf.Tensor1D,
        width: weights['divisor'] as tf.Tensor1D,
      };
      const sums = kernels.apply(x, weights, layer.padding);
      const limit = limits.get(weights);
      if (limit !== undefined) {
        const absolute = Object.fromEntries(
          Object.entries(weights).map(([name, w]) => [name, tf.abs(w)]),
        );
        const { potentials } = kernels.apply(tf.abs(x), absolute, layer.padding);
        pass.guard({ layer: node.name, largest: tf.max(potentials), limit });
      }
      const pooled = poolPotentials(layer, sums.potentials);
      const output = activation
        ? quantizedActivation(pooled.y, scale, attributesOf(activation))
        : tf.div(tf.sub(pooled.y, scale.threshold), scale.width);
      pass.tape?.push((dOutput, wantsInput) => {
        const through = activation
          ? quantizedActivationGradient(pooled.y, scale, dOutput, attributesOf(activation))
          : dOutput;
        const dy = layer.slope === 1 ? through : tf.mul(through, layer.slope);
        if (bias) pass.report(bias, channelSum(dy));
        return sums.backward(pooled.backward(dy), wantsInput, pass);
      });
      return output;
    },
  };
}

/** Potentials and the way back through their kernels. */
interface ChipSums {
  readonly potentials: tf.Tensor;
  readonly backward: (dy: tf.Tensor, wantsInput: boolean, pass: TrainingPass) => tf.Tensor | null;
}

export type ChipApply = (x: tf.Tensor, weights: Uploaded, paddingValue: number) => ChipSums;

const attributesOf = ({ levels }: ActivationGrid) => ({ levels, unit: 1, exact: true });

/** q / 16 of the chip's step: floor(act_step * 16) / 2^bits, exact in float32. A step below 1/16 would stop every gradient. */
function widthOf(actStep: number, bits: number): number {
  return stepOf(actStep) / 2 ** bits;
}

function stepOf(actStep: number): number {
  return Math.max(Math.floor(actStep * 16), 1);
}

interface Pooled {
  readonly y: tf.Tensor;
  readonly backward: (dy: tf.Tensor) => tf.Tensor;
}

function poolPotentials({ pool, saturates }: TrainedChipLayer, potentials: tf.Tensor): Pooled {
  if (pool?.type === 'average') {
    const backward: Pooled['backward'] = (dy) =>
      spreadOverCells(dy, potentials.shape, 1 / pool.cells);
    return { y: saturatingSum(potentials as tf.Tensor4D), backward };
  }
  if (pool === null) {
    return { y: saturates ? saturate(potentials) : potentials, backward: (dy) => dy };
  }
  const y = maxPool(potentials as tf.Tensor4D, pool);
  const backward: Pooled['backward'] = (dy) =>
    maxPoolGradient(dy as tf.Tensor4D, potentials as tf.Tensor4D, y, pool);
  return { y: saturates ? saturate(y) : y, backward };
}

/** 20 bits, signed. */
function saturate(potentials: tf.Tensor): tf.Tensor {
  return tf.clipByValue(potentials, MIN_POTENTIAL, MAX_POTENTIAL);
}

/** float32 holds every integer up to it. */
const EXACT_LIMIT = 2 ** 24;

/**
 * Thresholds and steps of a step. A filter whose weights are all 0 fires what its threshold makes it fire, always, and that threshold
 * can be beyond what float32 holds: it gets one that is not, and fires the same.
 */
function withoutDeadFilters(
  { activation, thresholds }: TrainedChipLayer,
  integers: ChipIntegers,
): ReturnType<TrainedChipLayer['thresholds']> {
  const { threshold, actStep } = thresholds(integers);
  const isDead = (value: number, n: number) =>
    integers.reach[n] === 0 && Math.abs(value) + MAX_POTENTIAL >= EXACT_LIMIT;
  if (!activation || !threshold.some(isDead)) return { threshold, actStep };
  const { bits } = activation;
  const fires = (value: number, n: number) => spikesOf(0, value, stepOf(actStep[n] ?? 1), bits);
  return {
    threshold: threshold.map((value, n) => (isDead(value, n) ? -fires(value, n) : value)),
    actStep: actStep.map((step, n) => (isDead(threshold[n] ?? 0, n) ? 2 ** bits / 16 : step)),
  };
}

/**
 * How large the sum of absolute products may get for float32 to hold every potential, in whatever order it is summed, and its distance
 * to the threshold exactly. Null where no input whatever can reach it: then nothing needs to be watched.
 * @param reach  sum of absolute weights per filter, for inputs of at most 1
 * @throws StudioError qat/potential-too-large for a threshold that leaves no room
 */
function potentialLimit(
  { node, maxInput, saturates }: TrainedChipLayer,
  { reach }: { readonly reach: Float64Array },
  threshold: Int32Array,
): number | null {
  let limit: number | null = null;
  for (let n = 0; n < reach.length; n++) {
    // Without weights a potential is 0, and its distance one number.
    if (reach[n] === 0) continue;
    const distant = Math.abs(threshold[n] as number);
    const largest = (reach[n] as number) * maxInput;
    const room = saturates ? EXACT_LIMIT : EXACT_LIMIT - distant;
    if (distant + MAX_POTENTIAL >= EXACT_LIMIT) {
      fail('qat/potential-too-large', { layer: node.name }, distant);
    }
    if (largest >= room) limit = Math.min(limit ?? room, room);
  }
  return limit;
}
