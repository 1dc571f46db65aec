import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { lossGradient, scoreLogits, type Distillation } from './loss.ts';
import { prepareBackend } from './prepareBackend.ts';

beforeAll(() => prepareBackend('cpu'));

/** Central differences of a float64 function, step 1e-4: errors of 1e-7. */
const TOLERANCE = 1e-6;

const LOGITS = [0.3, -1.2, 2.1, 0.4, 0.1, -0.7];
const TEACHER = [1, 0, 0.5, -2, 0.3, 0.2];
const LABELS = [2, 0];

const softmax = (row: readonly number[]) => {
  const sum = row.reduce((total, value) => total + Math.exp(value), 0);
  return row.map((value) => Math.exp(value) / sum);
};
const rowsOf = (flat: readonly number[]) => [flat.slice(0, 3), flat.slice(3)];

/** Mean of (1 - a) * cross-entropy with the labels + a * T^2 * cross-entropy with the teacher. */
function loss(logits: readonly number[], { weight, temperature }: Distillation): number {
  const soft = (flat: readonly number[]) =>
    rowsOf(flat).map((row) => softmax(row.map((value) => value / temperature)));
  const teacher = soft(TEACHER);
  const student = soft(logits);
  return rowsOf(logits).reduce((sum, row, i) => {
    const hard = -Math.log(softmax(row)[LABELS[i] ?? 0] ?? 0);
    const taught = (teacher[i] ?? []).reduce(
      (total, share, n) => total - share * Math.log(student[i]?.[n] ?? 0),
      0,
    );
    return sum + ((1 - weight) * hard + weight * temperature ** 2 * taught) / 2;
  }, 0);
}

it.each([
  { weight: 0, temperature: 1 },
  { weight: 0.4, temperature: 3 },
  { weight: 1, temperature: 2 },
])('is the slope of the loss: %j', async (distillation) => {
  const oneHot = tf.tensor2d([0, 0, 1, 1, 0, 0], [2, 3]);
  const taught = { logits: tf.tensor2d(TEACHER, [2, 3]), distillation };
  const slope = await lossGradient(
    tf.tensor2d(LOGITS, [2, 3]),
    oneHot,
    distillation.weight === 0 ? null : taught,
  ).data();
  LOGITS.forEach((_, i) => {
    const at = (shift: number) =>
      loss(
        LOGITS.map((value, n) => (n === i ? value + shift : value)),
        distillation,
      );
    const expected = (at(1e-4) - at(-1e-4)) / 2e-4;
    expect(Math.abs((slope[i] ?? NaN) - expected)).toBeLessThan(TOLERANCE);
  });
});

it('scores logits, also ones too large for exp', () => {
  const { loss: sum, correct } = scoreLogits(
    Float32Array.of(0, 0, 1000, 1000, 0, 0),
    Int32Array.of(2, 1),
  );
  expect(sum).toBe(1000);
  expect(correct).toBe(1);
});
