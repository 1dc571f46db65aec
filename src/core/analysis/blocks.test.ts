import { expect, it } from 'vitest';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { conv, dense, flatten, globalAverage, quantizedRelu, relu } from '../testing/layerSpecs.ts';
import { blocksOf } from './blocks.ts';

const reshape = (name: string, shape: readonly number[]): LayerSpec => [
  'Reshape',
  { name, target_shape: [...shape] },
];
const dropout = (name: string): LayerSpec => ['Dropout', { name, rate: 0.5 }];

it.each<readonly [string, readonly LayerSpec[], readonly (readonly string[])[]]>([
  [
    'an activation behind a Reshape',
    [conv('c'), globalAverage('g'), reshape('s', [1, 1, 4]), quantizedRelu('r', 4), conv('d')],
    [['input', 'c', 'g', 's', 'r'], ['d']],
  ],
  [
    'an activation behind Dropout and two Reshapes',
    [flatten('f'), dense('d'), dropout('o'), reshape('s', [1, 1, 3]), reshape('t', [3]), relu('r')],
    [['input', 'f', 'd', 'o', 's', 't', 'r']],
  ],
  [
    'a Flatten with Dropout behind it, which the next layer reads through',
    [conv('c'), relu('r'), flatten('f'), dropout('o'), dense('d')],
    [
      ['input', 'c', 'r'],
      ['f', 'o', 'd'],
    ],
  ],
])('%s', (_, specs, expected) => {
  const { blocks, loose } = blocksOf(buildChain([6, 6, 3], specs));
  expect(blocks.map(({ layers }) => layers.map(({ name }) => name))).toEqual(expected);
  expect(loose).toEqual([]);
});
