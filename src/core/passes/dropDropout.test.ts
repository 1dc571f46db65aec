import { expect, it } from 'vitest';
import { buildChain } from '../testing/buildChain.ts';
import { dropDropout } from './dropDropout.ts';

it('removes dropout layers and links their neighbours', () => {
  const graph = buildChain(
    [4],
    [
      ['Dropout', { name: 'd', rate: 0.5 }],
      ['Dense', { name: 'o', units: 2 }],
    ],
  );
  const result = dropDropout.apply(graph);
  expect(result.layers.map((node) => node.name)).toEqual(['input', 'o']);
  expect(result.layers[1]?.calls).toEqual([[{ layer: 'input', call: 0, output: 0 }]]);
});

it('hands a graph without dropout back as it is', () => {
  const graph = buildChain([4], [['Dense', { name: 'o', units: 2 }]]);
  expect(dropDropout.apply(graph)).toBe(graph);
});
