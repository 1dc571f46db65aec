import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../../errors/diagnostic.ts';
import type { NodeOf } from '../../layers/define.ts';
import type { relu } from '../../layers/relu.ts';
import type { ActivationGrid } from '../../layers/activationStep.ts';
import { quantizedActivation, quantizedActivationGradient } from '../device/quantizedActivation.ts';
import { plainStage, type TrainingStage } from './define.ts';
import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  spreadOverCells,
  type Pool,
} from '../device/pooling.ts';
import { seededRandom, seedOf } from '../../tensor/seededRandom.ts';

/** ReLU, with or without a maximum: dy passes where 0 < x < maximum. */
export function reluStage(name: string, maxValue: number | null): TrainingStage {
  return plainStage(name, (x) => ({
    y: maxValue === null ? tf.relu(x) : tf.clipByValue(x, 0, maxValue),
    backward: (dy) => {
      const positive = tf.mul(dy, tf.step(x));
      return maxValue === null ? positive : tf.mul(positive, tf.step(tf.sub(maxValue, x)));
    },
  }));
}

/** @throws StudioError qat/not-trainable for a ReLU with a slope or a threshold: the chip has none */
export function reluLayerStage(node: NodeOf<typeof relu>): TrainingStage {
  const { maxValue, negativeSlope, threshold } = node.config;
  if (negativeSlope !== 0 || threshold !== 0) {
    fail('qat/not-trainable', { layer: node.name }, node.className);
  }
  return reluStage(node.name, maxValue);
}

/** A quantized activation as Keras computes it, on real values. */
export function quantizedActivationStage(name: string, grid: ActivationGrid): TrainingStage {
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

/** The same values in another shape. @param shape  without the batch axis */
export function reshapeStage(name: string, shape: readonly number[]): TrainingStage {
  return plainStage(name, (x) => ({
    y: tf.reshape(x, [...x.shape.slice(0, 1), ...shape]),
    backward: (dy) => tf.reshape(dy, x.shape),
  }));
}

/** y = x * scale + offset, both numbers or one a channel. */
export function rescalingStage(
  name: string,
  scale: number | readonly number[],
  offset: number | readonly number[],
): TrainingStage {
  const constant = (value: number | readonly number[]) =>
    typeof value === 'number' ? tf.scalar(value) : tf.tensor1d([...value]);
  return plainStage(name, (x) => ({
    y: tf.add(tf.mul(x, constant(scale)), constant(offset)),
    backward: (dy) => tf.mul(dy, constant(scale)),
  }));
}

export function maxPoolStage(name: string, pool: Pool): TrainingStage {
  return plainStage(name, (input) => {
    const x = input as tf.Tensor4D;
    const y = maxPool(x, pool);
    return { y, backward: (dy) => maxPoolGradient(dy as tf.Tensor4D, x, y, pool) };
  });
}

export function averagePoolStage(name: string, pool: Pool): TrainingStage {
  return plainStage(name, (input) => {
    const x = input as tf.Tensor4D;
    const y = averagePool(x, pool);
    return { y, backward: (dy) => averagePoolGradient(dy as tf.Tensor4D, x, pool) };
  });
}

/** Mean over the image. @param keepdims  whether the pooled axes stay, with size 1 */
export function globalAverageStage(name: string, keepdims: boolean): TrainingStage {
  return plainStage(name, (x) => {
    const [, height = 1, width = 1] = x.shape;
    return {
      y: tf.mean(x, [1, 2], keepdims),
      backward: (dy) => spreadOverCells(dy, x.shape, 1 / (height * width)),
    };
  });
}

/** Silences a share of the inputs while training and scales up the rest. */
export function dropoutStage(name: string, rate: number): TrainingStage {
  return plainStage(name, (x, pass) => {
    if (!pass.training || rate === 0) return { y: x, backward: (dy) => dy };
    const mask = tf.tensor(dropoutMask(x.size, rate, `${pass.seed}/${name}`), x.shape);
    return { y: tf.mul(x, mask), backward: (dy) => tf.mul(dy, mask) };
  });
}

/** 0 for a share `rate` of the places, 1 / (1 - rate) for the rest: the same for the same key, on every backend. */
function dropoutMask(size: number, rate: number, key: string): Float32Array {
  const random = seededRandom(seedOf(key));
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = random() < rate ? 0 : kept;
  return mask;
}
