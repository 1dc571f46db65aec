import { mapValues } from '../kernels/broadcast.ts';
import { defineLayer } from './define.ts';
import { merge, mergedShape } from './merging.ts';

export const average = defineLayer({
  className: 'Average',
  role: 'merge',
  doc: 'Averages its inputs element by element.',
  source: 'https://keras.io/api/layers/merging_layers/average/',
  params: {},
  outputShape: mergedShape,
  forward: ({ inputs }) =>
    mapValues(
      merge(inputs, (a, b) => a + b),
      (sum) => sum / inputs.length,
    ),
});
