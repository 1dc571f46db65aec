import { expect, it } from 'vitest';
import { outputShapes } from '../analysis/outputShapes.ts';
import { buildChain } from '../testing/buildChain.ts';
import { reshapeModel } from './reshapeModel.ts';

it('gives a fully convolutional model another size', () => {
  const graph = buildChain(
    [32, 32, 3],
    [
      ['Conv2D', { name: 'c', filters: 4, kernel_size: 3, strides: 2, padding: 'same' }],
      ['GlobalAveragePooling2D', { name: 'g' }],
      ['Dense', { name: 'o', units: 2 }],
    ],
  );
  const shapes = outputShapes(reshapeModel(graph, 96, 160));
  expect(shapes.output('input')).toEqual([null, 96, 160, 3]);
  expect(shapes.output('c')).toEqual([null, 48, 80, 4]);
  expect(shapes.output('o')).toEqual([null, 2]);
});

it('refuses a size that a Dense behind a Flatten cannot take', () => {
  const graph = buildChain(
    [8, 8, 1],
    [
      ['Flatten', { name: 'f' }],
      ['Dense', { name: 'o', units: 2 }],
    ],
  );
  expect(() => reshapeModel(graph, 9, 8)).toThrow(
    'graph/reshape-breaks: This layer does not fit an input of shape (None, 9, 8, 1).',
  );
});

it('refuses a model with a layer whose output nobody knows', () => {
  const graph = buildChain(
    [8, 8, 1],
    [
      ['Mystery', { name: 'm' }],
      ['Conv2D', { name: 'c', filters: 2, kernel_size: 3 }],
    ],
  );
  expect(() => reshapeModel(graph, 9, 8)).toThrow('graph/unknown-shape');
});

it('refuses a model without images', () => {
  const graph = buildChain([8], [['Dense', { name: 'o', units: 2 }]]);
  expect(() => reshapeModel(graph, 9, 8)).toThrow(
    'graph/input-rank: The model must take vectors or images.',
  );
});
