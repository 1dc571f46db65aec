import * as tf from '@tensorflow/tfjs-core';
import {
  averagePool,
  averagePoolGradient,
  maxPool,
  maxPoolGradient,
  spreadOverCells,
  type Pool,
} from '../device/pooling.ts';
import { plainStage, type Stage } from './define.ts';
import { dropoutMask } from './dropoutMask.ts';

/** The same values in another shape. @param shape  without the batch axis */
export function reshapeStage(name: string, shape: readonly number[]): Stage {
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
): Stage {
  const constant = (value: number | readonly number[]) =>
    typeof value === 'number' ? tf.scalar(value) : tf.tensor1d([...value]);
  return plainStage(name, (x) => ({
    y: tf.add(tf.mul(x, constant(scale)), constant(offset)),
    backward: (dy) => tf.mul(dy, constant(scale)),
  }));
}

export function maxPoolStage(name: string, pool: Pool): Stage {
  return plainStage(name, (input) => {
    const x = input as tf.Tensor4D;
    const y = maxPool(x, pool);
    return { y, backward: (dy) => maxPoolGradient(dy as tf.Tensor4D, x, y, pool) };
  });
}

export function averagePoolStage(name: string, pool: Pool): Stage {
  return plainStage(name, (input) => {
    const x = input as tf.Tensor4D;
    const y = averagePool(x, pool);
    return { y, backward: (dy) => averagePoolGradient(dy as tf.Tensor4D, x, pool) };
  });
}

/** Mean over the image. @param keepdims  whether the pooled axes stay, with size 1 */
export function globalAverageStage(name: string, keepdims: boolean): Stage {
  return plainStage(name, (x) => {
    const [, height = 1, width = 1] = x.shape;
    return {
      y: tf.mean(x, [1, 2], keepdims),
      backward: (dy) => spreadOverCells(dy, x.shape, 1 / (height * width)),
    };
  });
}

/** Silences a share of the inputs while training and scales up the rest. */
export function dropoutStage(name: string, rate: number): Stage {
  return plainStage(name, (x, pass) => {
    if (!pass.training || rate === 0) return { y: x, backward: (dy) => dy };
    const mask = tf.tensor(dropoutMask(x.size, rate, `${pass.seed}/${name}`), x.shape);
    return { y: tf.mul(x, mask), backward: (dy) => tf.mul(dy, mask) };
  });
}
