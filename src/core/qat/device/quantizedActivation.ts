import * as tf from '@tensorflow/tfjs-core';
import {
  QUANTIZE_ACTIVATION,
  QUANTIZE_ACTIVATION_GRADIENT,
  type ActivationAttributes,
} from './elementwise.ts';
import { hasKernel } from './sums.ts';

/** Thresholds and level widths of a quantized activation, on the device. */
export interface ActivationScale {
  /** [channels]: values up to it give level 0. */
  readonly threshold: tf.Tensor1D;
  /** [channels], > 0: distance between levels. */
  readonly width: tf.Tensor1D;
}

/**
 * Quantized activation per channel:
 *     y = unit * clip(ceil((x - threshold) / width), 0, levels)
 * With `exact`, x and threshold hold integers below 2^24 and width = q / 16 of the chip's step q: the level is exact on every
 * backend, also where division is not.
 * @param x  float32 [..., channels]
 * @source docs/reference/integer-semantics.md#activations; docs/reference/integer-semantics.md#spikes
 */
export function quantizedActivation(
  x: tf.Tensor,
  scale: ActivationScale,
  attributes: ActivationAttributes,
): tf.Tensor {
  const { levels, unit } = attributes;
  if (hasKernel(QUANTIZE_ACTIVATION)) {
    return tf.engine().runKernel(QUANTIZE_ACTIVATION, { x, ...scale }, { ...attributes });
  }
  return tf.tidy(() => tf.mul(tf.clipByValue(levelsOf(x, scale, attributes), 0, levels), unit));
}

/** Straight-through gradient: dy where the level before clipping lies in 0 .. levels, else 0. */
export function quantizedActivationGradient(
  x: tf.Tensor,
  scale: ActivationScale,
  dy: tf.Tensor,
  attributes: ActivationAttributes,
): tf.Tensor {
  if (hasKernel(QUANTIZE_ACTIVATION_GRADIENT)) {
    const inputs = { x, ...scale, dy };
    return tf.engine().runKernel(QUANTIZE_ACTIVATION_GRADIENT, inputs, { ...attributes });
  }
  return tf.tidy(() => {
    const level = levelsOf(x, scale, attributes);
    const inside = tf.logicalAnd(tf.greaterEqual(level, 0), tf.lessEqual(level, attributes.levels));
    return tf.mul(dy, tf.cast(inside, 'float32'));
  });
}

/** Levels before clipping to 0 .. levels; in exact mode clipped to -1 .. levels + 1. */
function levelsOf(
  x: tf.Tensor,
  { threshold, width }: ActivationScale,
  { levels, exact }: ActivationAttributes,
): tf.Tensor {
  const distance = tf.sub(x, threshold);
  if (!exact) return ceilThrough(tf.div(distance, width));
  return exactLevels(distance, width, levels);
}

/** Product of a level below 2^8 and a part below 2^16 has at most 24 bits. */
const PART = 2 ** 12;

/**
 * ceil(distance / width) of integers, clipped to -1 .. levels + 1, without trust in the division: an estimate is corrected by its
 * remainder. The remainder is exact in float32 because the width is taken apart into two numbers of 12 bits and fewer.
 */
function exactLevels(distance: tf.Tensor, width: tf.Tensor1D, levels: number): tf.Tensor {
  const high = tf.mul(tf.floor(tf.div(width, PART)), PART);
  const low = tf.sub(width, high);
  // Far away nothing is decided but the clip; near by, every number below is exact.
  const near = tf.minimum(tf.maximum(distance, tf.neg(width)), tf.mul(width, levels + 1));
  const estimate = tf.ceil(tf.div(near, width));
  const rest = tf.sub(tf.sub(near, tf.mul(estimate, high)), tf.mul(estimate, low));
  const tooSmall = tf.cast(tf.greater(rest, 0), 'float32');
  const tooLarge = tf.cast(tf.lessEqual(rest, tf.neg(width)), 'float32');
  return tf.sub(tf.add(estimate, tooSmall), tooLarge);
}

/**
 * Rounds up, as the toolkit does to let gradients through: x + (ceil(x) - x). In float32 the result can miss the integer by the last
 * bit, and the clip behind it then stops the gradient: the reference's gradients show it.
 * @source cnn2snn 2.3.6 quantization_ops.py, ceil_through (Apache-2.0)
 */
function ceilThrough(x: tf.Tensor): tf.Tensor {
  return tf.add(x, tf.sub(tf.ceil(x), x));
}
