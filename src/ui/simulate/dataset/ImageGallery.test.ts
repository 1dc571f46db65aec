import { expect, it } from 'vitest';
import type { Evaluation } from '../../../core/forward/evaluateModel.ts';
import { interestingImages } from './ImageGallery.tsx';

function judged(...predictions: number[]): Evaluation {
  const none = { accuracy: 0, correct: 0, classes: 3, confusion: new Int32Array(9) };
  return { ...none, samples: predictions.length, predictions: Int32Array.from(predictions) };
}

const labels = Int32Array.of(0, 1, 2, 2);
const result = {
  samples: 4,
  layers: [],
  effort: { events: 0, milliseconds: null },
  float: judged(0, 1, 2, 1),
  quantized: judged(0, 1, 1, 1),
  spiking: judged(0, 2, 2, 1),
};
const indices = (
  ...[choice, cell]: [
    Parameters<typeof interestingImages>[2],
    Parameters<typeof interestingImages>[3],
  ]
) => interestingImages(result, labels, choice, cell).map(({ index }) => index);

it('finds what changed, what is wrong, and one kind of mistake', () => {
  expect(indices('changed', null)).toEqual([1, 2]);
  expect(indices('wrong', null)).toEqual([1, 3]);
  expect(indices('changed', { label: 2, prediction: 1 })).toEqual([3]);
});

it('knows no change where there is one model', () => {
  const alone = { ...result, float: null, quantized: null };
  expect(interestingImages(alone, labels, 'changed', null)).toEqual([]);
});
