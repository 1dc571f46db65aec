import { expect, it } from 'vitest';
import { parseConfig } from './define.ts';
import { inputLayer } from './inputLayer.ts';

it.each([
  ['Keras 2', { batch_input_shape: [null, 8, 6, 3] }],
  ['Keras 3', { batch_shape: [null, 8, 6, 3] }],
  ['a fixed batch', { batch_shape: [4, 8, 6, 3] }],
])('InputLayer takes its shape from a file of %s', (_title, serialized) => {
  const config = parseConfig(inputLayer.params, serialized);
  expect(inputLayer.outputShape(config, [])).toEqual([null, 8, 6, 3]);
});
