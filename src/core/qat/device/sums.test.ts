import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { saturate } from '../../simulate/spikes.ts';
import { seededRandom } from '../../testing/random.ts';
import { prepareBackend } from '../prepareBackend.ts';
import { saturatingSum } from './sums.ts';

it.each(['cpu', 'wasm'] as const)('holds 20 bits after every addition on %s', async (backend) => {
  await prepareBackend(backend);
  const [batch, height, width, channels] = [3, 4, 5, 7] as const;
  const random = seededRandom(3);
  const data = Float32Array.from({ length: batch * height * width * channels }, () =>
    Math.round((random() - 0.4) * 2 ** 18),
  );
  const sums = saturatingSum(tf.tensor4d(data, [batch, height, width, channels]));
  const expected = new Float32Array(batch * channels);
  data.forEach((value, i) => {
    const at = Math.floor(i / (height * width * channels)) * channels + (i % channels);
    expected[at] = saturate((expected[at] ?? 0) + value);
  });
  expect(await sums.data()).toEqual(expected);
});
