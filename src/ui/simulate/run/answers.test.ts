import { expect, it } from 'vitest';
import type { Comparison } from '../../../project/runs.ts';
import { answersOf, topClassesOf } from './answers.ts';

function comparison(...models: (readonly number[] | null)[]): Comparison {
  const [float = null, quantized = null, spiking = null] = models.map(
    (model) => model && Float32Array.from(model),
  );
  return { scores: { unit: 'probability', float, quantized, spiking }, parting: null };
}

it('gives the first of the highest', () => {
  expect(answersOf(comparison(null, [0, 0.5, 0.5], [0.25, 0.25, 0.5]))).toEqual({
    float: null,
    quantized: { index: 1, score: 0.5 },
    spiking: { index: 2, score: 0.5 },
  });
});

it('shows a class that any model believes in', () => {
  expect(topClassesOf(comparison([0.1, 0, 0.9], [0, 0.8, 0.2], [0, 0.7, 0.3]), 2)).toEqual([2, 1]);
});
