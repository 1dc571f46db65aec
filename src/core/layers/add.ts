import { defineLayer } from './define.ts';
import { merge, mergedShape } from './merging.ts';

export const add = defineLayer({
  className: 'Add',
  role: 'merge',
  doc: 'Adds its inputs element by element.',
  source: 'https://keras.io/api/layers/merging_layers/add/',
  params: {},
  outputShape: mergedShape,
  forward: ({ inputs }) => merge(inputs, (a, b) => a + b),
});
