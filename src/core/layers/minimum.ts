import { defineLayer } from './define.ts';
import { merge, mergedShape } from './merging.ts';

export const minimum = defineLayer({
  className: 'Minimum',
  role: 'merge',
  doc: 'Keeps the smallest of its inputs, element by element.',
  source: 'https://keras.io/api/layers/merging_layers/minimum/',
  params: {},
  outputShape: mergedShape,
  forward: ({ inputs }) => merge(inputs, Math.min),
});
