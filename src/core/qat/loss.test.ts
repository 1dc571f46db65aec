import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
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

describe('a single logit', () => {
  const Z = [0.3, -1.2];
  const taughtBy = [1, -0.5];
  const labels = [1, 0];
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  const cross = (p: number, target: number) =>
    -target * Math.log(p) - (1 - target) * Math.log(1 - p);

  it.each([0, 0.4, 1])('has the slope of binary cross-entropy, teacher %f', async (weight) => {
    const temperature = 2;
    const lossAt = (z: readonly number[]) =>
      z.reduce((sum, value, i) => {
        const soft = cross(sigmoid(value / temperature), sigmoid((taughtBy[i] ?? 0) / temperature));
        const hard = cross(sigmoid(value), labels[i] ?? 0);
        return sum + ((1 - weight) * hard + weight * temperature ** 2 * soft) / z.length;
      }, 0);
    const teacher = {
      logits: tf.tensor2d(taughtBy, [2, 1]),
      distillation: { weight, temperature },
    };
    const slope = await lossGradient(
      tf.tensor2d(Z, [2, 1]),
      tf.tensor2d(labels, [2, 1]),
      weight === 0 ? null : teacher,
    ).data();
    Z.forEach((_, i) => {
      const moved = (by: number) => lossAt(Z.map((z, n) => (n === i ? z + by : z)));
      const expected = (moved(1e-4) - moved(-1e-4)) / 2e-4;
      expect(Math.abs((slope[i] ?? NaN) - expected)).toBeLessThan(TOLERANCE);
    });
  });

  it('scores as binary cross-entropy; 0 is no', () => {
    const { loss: sum, correct } = scoreLogits(
      Float32Array.of(2, -1, 0, 1000),
      Int32Array.of(1, 1, 0, 0),
    );
    const expected = Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(1)) + Math.LN2 + 1000;
    expect(Math.abs(sum - expected)).toBeLessThan(TOLERANCE);
    expect(correct).toBe(2);
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
