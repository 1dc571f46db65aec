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
    training: 'hard',
    model: 1,
  };
  expect(restoredView({ view })).toEqual({ stage: 'model', selected: null, colourBy: 'problems' });
});

it('takes the settings of a training that it knows, and the usual ones for the rest', () => {
  const view = { training: { epochs: 3, seed: 'x', colour: 'red' } };
  expect(restoredView({ view }).training).toEqual({ ...initialTraining, epochs: 3 });
});
