import { defineLayer } from './define.ts';
import { intList } from './params.ts';
import { passShape } from './shapes.ts';

export const softmax = defineLayer({
  className: 'Softmax',
  role: 'activation',
  doc: 'Turns scores into shares that sum to one.',
  source: 'https://keras.io/api/layers/activation_layers/softmax/',
  params: { axis: intList('axis', 'Axis that sums to one.', [-1]) },
  outputShape: passShape,
});
