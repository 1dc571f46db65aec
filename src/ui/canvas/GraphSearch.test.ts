import { expect, it } from 'vitest';
import { searchLayers } from './GraphSearch.tsx';
import { graphView, layerView } from './testing/graphViews.ts';

const graph = graphView(
  [
    layerView('conv_1'),
    layerView('sep_2', {
      className: 'SeparableConv2D',
      scope: ['stem'],
      outputShape: [null, 48, 48, 16],
    }),
    layerView('relu_2', { className: 'ReLU', scope: ['stem'] }),
  ],
  [],
);

it.each([
  ['conv', ['conv_1', 'sep_2']],
  ['CONV sep', ['sep_2']],
  ['stem', ['sep_2', 'relu_2']],
  ['  ', []],
  ['lstm', []],
  ['48 x 48', ['sep_2']],
  ['48×48×16 sep', ['sep_2']],
  ['8×48', []],
])('%j', (query, expected) => {
  expect(searchLayers(graph, query).map(({ name }) => name)).toEqual(expected);
});
