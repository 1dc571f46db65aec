import * as tf from '@tensorflow/tfjs-core';
import {
  quantizedActivation,
  quantizedActivationGradient,
} from '../../qat/device/quantizedActivation.ts';
import { spikesOf } from '../../simulate/spikes.ts';
import { seededRandom } from '../random.ts';
import { largestDifference, largestRelativeError, type BackendCheck } from './check.ts';
import type { ActivationCase } from './gradientCases.ts';

/** The bound. */
const TOLERANCE = 1e-5;

/** Quantized activations: values and gradients equal the reference's, and spikes equal the simulator's to the integer. */
export function activationChecks(cases: readonly ActivationCase[]): readonly BackendCheck[] {
  return [
    ...cases.map((activation) => ({
      name: `activation ${activation.name}`,
      tolerance: TOLERANCE,
      error: () => activationError(activation),
    })),
    ...[1, 2, 4].map((bits) => ({
      name: `spikes of ${bits} bits`,
      tolerance: 0,
      error: () => spikeError(bits),
    })),
  ];
}

async function activationError(activation: ActivationCase): Promise<number> {
  const { bits, step, x, upstream, y, gradient } = activation;
  const attributes = { levels: 2 ** bits - 1, unit: step, exact: false };
  const column = (values: Float32Array) => tf.tensor(values, [values.length, 1]);
  const results = tf.tidy(() => {
    const scale = {
      threshold: tf.tensor1d([Math.fround(step * 0.5)]),
      width: tf.tensor1d([step]),
    };
    return [
      quantizedActivation(column(x), scale, attributes),
      quantizedActivationGradient(column(x), scale, column(upstream), attributes),
    ];
  });
  const [value, back] = await Promise.all(results.map((result) => result.data<'float32'>()));
  tf.dispose(results);
  return Math.max(
    largestRelativeError(value ?? new Float32Array(), y),
    largestRelativeError(back ?? new Float32Array(), gradient),
  );
}

async function spikeError(bits: number): Promise<number> {
  const random = seededRandom(bits);
  const [rows, channels] = [600, 70];
  // Steps from the smallest to the largest the float32 arithmetic is made for.
  const steps = Float64Array.from({ length: channels }, () => Math.floor(2 ** (random() * 23)));
  const thresholds = Float32Array.from(steps, () => Math.floor((random() - 0.5) * 2 ** 18));
  const levels = 2 ** bits - 1;
  const potentials = new Float32Array(rows * channels);
  const expected = new Float32Array(rows * channels);
  potentials.forEach((_, i) => {
    const step = steps[i % channels] ?? 1;
    const threshold = thresholds[i % channels] ?? 0;
    // On a boundary between two levels, and one beside it.
    const boundary = Math.floor((Math.floor(random() * (levels + 3) - 1) * step) / 2 ** bits);
    const potential = threshold + boundary + Math.floor(random() * 3) - 1;
    potentials[i] = potential;
    expected[i] = spikesOf(potential, threshold, step, bits);
  });
  const result = tf.tidy(() => {
    const scale = {
      threshold: tf.tensor1d(thresholds),
      width: tf.tensor1d(Float32Array.from(steps, (step) => step / 2 ** bits)),
    };
    const attributes = { levels, unit: 1, exact: true };
    return quantizedActivation(tf.tensor(potentials, [rows, channels]), scale, attributes);
  });
  const spikes = await result.data<'float32'>();
  result.dispose();
  return largestDifference(spikes, expected);
}
