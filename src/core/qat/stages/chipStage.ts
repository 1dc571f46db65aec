import * as tf from '@tensorflow/tfjs-core';
import { paddedPixel } from '../../akida/model.ts';
import { convertThresholds } from '../../convert/convertThresholds.ts';
import type { InputScaling } from '../../analysis/inputScaling.ts';
import type { LayerNode } from '../../ir/graph.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import type { ActivationGrid } from '../../layers/activationStep.ts';
import { weightQuantizer } from '../../quantizers/index.ts';
import { MAX_POTENTIAL, MIN_POTENTIAL } from '../../simulate/spikes.ts';
import { channelSum, saturatingSum } from '../device/sums.ts';
import { maxPool, maxPoolGradient, spreadOverCells, type Pool } from '../device/pooling.ts';
import {
  quantizedActivation,
  quantizedActivationGradient,
  type ActivationScale,
} from '../device/quantizedActivation.ts';
import type { TrainingPass, TrainingStage, Uploaded } from './define.ts';
import type { ChipKernels } from './chipKernels.ts';
import { optionalParameter } from './parameters.ts';
import { fail } from '../../errors/diagnostic.ts';

/** One layer of the converted network, as it is trained. */
export interface TrainedChipLayer {
  readonly node: LayerNode;
  readonly kernels: ChipKernels;
  /** Quantizer of the kernel that carries the filters. */
  readonly quantizer: QuantizerConfig;
  /** Scaling of the layer's input: the model's, or (1 / step, 0) of the activation before. */
  readonly inputScaling: InputScaling;
  /** Largest input: 255 for pixels, else what the layer before can fire. */
  readonly maxInput: number;
  /** True for the layer that sees pixels: it pads with the shift, and its thresholds correct for it. */
  readonly seesPixels: boolean;
  readonly activation: ActivationGrid | null;
  readonly pool:
    ({ readonly type: 'max' } & Pool) | { readonly type: 'average'; readonly cells: number } | null;
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
  const { node, kernels, activation } = layer;
  const bias = optionalParameter(node, 'bias');
  /** Where inputs could lead beyond what float32 holds: how far they may. */
  const limits = new WeakMap<Uploaded, number>();
  return {
    name: node.name,
    parameters: bias ? [...kernels.parameters, bias] : kernels.parameters,
    upload: () => {
      const integers = kernels.quantize();
      const { threshold, actStep } = convertThresholds({
        layer: node.name,
        filters: integers.filters,
        inputScaling: layer.inputScaling,
        scaleFactor: integers.scaleFactor,
        perAxis: weightQuantizer(layer.quantizer.className)?.perAxis ?? false,
        bias: bias?.value ?? null,
        activation,
        poolFactor: layer.pool?.type === 'average' ? layer.pool.cells : 1,
        kernelSums: layer.seesPixels ? integers.sums : null,
      });
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
      const padding = layer.seesPixels ? paddedPixel(Math.trunc(layer.inputScaling[1])) : 0;
      const sums = kernels.apply(x, weights, padding);
      const limit = limits.get(weights);
      if (limit !== undefined) {
        const absolute = Object.fromEntries(
          Object.entries(weights).map(([name, w]) => [name, tf.abs(w)]),
        );
        const { potentials } = kernels.apply(tf.abs(x), absolute, padding);
        pass.guard({ layer: node.name, largest: tf.max(potentials), limit });
      }
      const pooled = poolPotentials(layer, sums.potentials);
      const output = activation
        ? quantizedActivation(pooled.y, scale, attributesOf(activation))
        : tf.div(tf.sub(pooled.y, scale.threshold), scale.width);
      pass.tape?.push((dOutput, wantsInput) => {
        const dy = activation
          ? quantizedActivationGradient(pooled.y, scale, dOutput, attributesOf(activation))
          : dOutput;
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
  return Math.max(Math.floor(actStep * 16), 1) / 2 ** bits;
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
