import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../../errors/diagnostic.ts';
import type { NodeOf } from '../../layers/define.ts';
import type { relu } from '../../layers/relu.ts';
import type { ActivationGrid } from '../../layers/activationStep.ts';
import { quantizedActivation, quantizedActivationGradient } from '../device/quantizedActivation.ts';
import { plainStage, type Stage } from './define.ts';

/** ReLU, with or without a maximum: dy passes where 0 < x < maximum. */
export function reluStage(name: string, maxValue: number | null): Stage {
  return plainStage(name, (x) => ({
    y: maxValue === null ? tf.relu(x) : tf.clipByValue(x, 0, maxValue),
    backward: (dy) => {
      const positive = tf.mul(dy, tf.step(x));
      return maxValue === null ? positive : tf.mul(positive, tf.step(tf.sub(maxValue, x)));
    },
  }));
}

/** @throws StudioError qat/not-trainable for a ReLU with a slope or a threshold: the chip has none */
export function reluLayerStage(node: NodeOf<typeof relu>): Stage {
  const { maxValue, negativeSlope, threshold } = node.config;
  if (negativeSlope !== 0 || threshold !== 0) {
    fail('qat/not-trainable', { layer: node.name }, node.className);
  }
  return reluStage(node.name, maxValue);
}

/** A quantized activation as Keras computes it, on real values. */
export function quantizedActivationStage(name: string, grid: ActivationGrid): Stage {
  const attributes = { levels: grid.levels, unit: grid.step, exact: false };
  const constant = (x: tf.Tensor, value: number) => tf.fill([x.shape.at(-1) ?? 1], value);
  return plainStage(name, (x) => {
    const scale = {
      threshold: constant(x, grid.threshold) as tf.Tensor1D,
      width: constant(x, grid.step) as tf.Tensor1D,
    };
    return {
      y: quantizedActivation(x, scale, attributes),
      backward: (dy) => quantizedActivationGradient(x, scale, dy, attributes),
    };
  });
}
