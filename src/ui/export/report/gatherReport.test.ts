import { expect, it } from 'vitest';
import { trainingImages } from './gatherReport.ts';

it('names every set once, with how it was divided', () => {
  const own = { name: 'a.zip', count: 80, division: { validation: 0.15, test: 0.15, seed: 1 } };
  const builtIn = { name: 'MNIST, 1000 training digits', count: 1000, division: null };
  expect(trainingImages([own, builtIn, own])).toEqual([
    [
      'Trained or calibrated with',
      '80 images of a.zip: 70 % to train, 15 % to validate, 15 % to test (seed 1)',
    ],
    ['Trained or calibrated with', 'MNIST, 1000 training digits; tested on images of their own'],
  ]);
});

it('says nothing where nothing was trained', () => {
  expect(trainingImages([])).toEqual([]);
});
