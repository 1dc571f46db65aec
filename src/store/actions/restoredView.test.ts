import { expect, it } from 'vitest';
import { initialTraining } from '../slices/finetune.ts';
import { restoredView } from './restoredView.ts';

it('takes back what was saved', () => {
  const training = { ...initialTraining, epochs: 3, patience: 2 };
  const view = { stage: 'simulate', selected: 'conv', colourBy: 'sparsity', training };
  expect(restoredView({ view })).toEqual(view);
});

it('takes nothing else into the store', () => {
  const view = {
    stage: 'nowhere',
    selected: 3,
    colourBy: 'taste',
    training: { epochs: 3 },
    model: 1,
  };
  expect(restoredView({ view })).toEqual({ stage: 'model', selected: null, colourBy: 'problems' });
});
