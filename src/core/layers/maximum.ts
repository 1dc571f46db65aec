import { defineLayer } from './define.ts';
import { merge, mergedShape } from './merging.ts';

export const maximum = defineLayer({
  className: 'Maximum',
  role: 'merge',
  doc: 'Keeps the largest of its inputs, element by element.',
  source: 'https://keras.io/api/layers/merging_layers/maximum/',
  params: {},
  outputShape: mergedShape,
  forward: ({ inputs }) => merge(inputs, Math.max),
});
