import { defineLayer } from './define.ts';
import { merge, mergedShape } from './merging.ts';

export const subtract = defineLayer({
  className: 'Subtract',
  role: 'merge',
  doc: 'Takes the second input from the first, element by element.',
  source: 'https://keras.io/api/layers/merging_layers/subtract/',
  params: {},
  outputShape: mergedShape,
  forward: ({ inputs }) => merge(inputs, (a, b) => a - b),
});
