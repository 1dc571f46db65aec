import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { spikesOf } from '../../simulate/spikes.ts';
import { activationErrors } from '../../testing/activationGradients.ts';
import { gradientCases } from '../../testing/gradientCases.ts';
import { goldenFile } from '../../testing/golden.ts';
import { seededRandom } from '../../testing/random.ts';
import { prepareBackend } from '../prepareBackend.ts';
import { quantizedActivation } from './quantizedActivation.ts';

/** The bound. */
const TOLERANCE = 1e-5;

const { activations } = gradientCases(goldenFile('gradients/gradients.npz'));

describe.each(['cpu', 'wasm'] as const)('on %s', (backend) => {
  it.each(activations)('$name', async (activation) => {
    await prepareBackend(backend);
    const { value, gradient } = await activationErrors(activation);
    expect(value).toBeLessThan(TOLERANCE);
    expect(gradient).toBeLessThan(TOLERANCE);
  });

  it.each([1, 2, 4])(
    'spikes of %i bits are those of the simulator, to the integer',
    async (bits) => {
      await prepareBackend(backend);
      const random = seededRandom(bits);
      const channels = 70;
      // Steps from the smallest to the largest the float32 arithmetic is made for.
      const steps = Float64Array.from({ length: channels }, () => Math.floor(2 ** (random() * 23)));
      const thresholds = Float32Array.from(steps, () => Math.floor((random() - 0.5) * 2 ** 18));
      const levels = 2 ** bits - 1;
      const rows = 600;
      const potentials = new Float32Array(rows * channels);
      potentials.forEach((_, i) => {
        const step = steps[i % channels] ?? 1;
        // On a boundary between two levels, and one beside it.
        const boundary = Math.floor((Math.floor(random() * (levels + 3) - 1) * step) / 2 ** bits);
        potentials[i] = (thresholds[i % channels] ?? 0) + boundary + Math.floor(random() * 3) - 1;
      });
      const scale = {
        threshold: tf.tensor1d(thresholds),
        width: tf.tensor1d(Float32Array.from(steps, (step) => step / 2 ** bits)),
      };
      const attributes = { levels, unit: 1, exact: true };
      const x = tf.tensor(potentials, [rows, channels]);
      const spikes = await quantizedActivation(x, scale, attributes).data();
      spikes.forEach((spike, i) => {
        const n = i % channels;
        const expected = spikesOf(potentials[i] ?? 0, thresholds[n] ?? 0, steps[n] ?? 1, bits);
        if (spike !== expected)
          expect.fail(`${String(potentials[i])}, ${String(steps[n])}: ${spike}, not ${expected}`);
      });
    },
  );
});
