import { defineLayer } from './define.ts';
import { merge, mergedShape } from './merging.ts';

export const multiply = defineLayer({
  className: 'Multiply',
  role: 'merge',
  doc: 'Multiplies its inputs element by element.',
  source: 'https://keras.io/api/layers/merging_layers/multiply/',
  params: {},
  outputShape: mergedShape,
  forward: ({ inputs }) => merge(inputs, (a, b) => a * b),
});
