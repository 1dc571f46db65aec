import { expect, it } from 'vitest';
import { applySafeFixes } from '../check/applySafeFixes.ts';
import { checkModel } from '../check/checkModel.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { expectSameOutputs, fixTester } from '../testing/fixTester.ts';
import { conv, dense, flatten, norm, relu } from '../testing/layerSpecs.ts';
import { flipRescaling } from './flipRescaling.ts';

const scaled = (scale: number, offset: number): LayerSpec => [
  'Rescaling',
  { name: 's', scale, offset },
];
const becomes = ['Rescaling s', 'Conv2D c', 'ReLU r'];
const broken = { layer: 's', rule: 'input-scaling', exact: true } as const;

fixTester(flipRescaling, {
  applies: [
    {
      ...broken,
      name: '1 - x / 255',
      layers: [scaled(-1 / 255, 1), conv('c'), relu('r')],
      becomes,
    },
    {
      ...broken,
      name: '-x, no padding, no bias',
      layers: [scaled(-1, 0), conv('c', { padding: 'valid', use_bias: false }), relu('r')],
      becomes,
    },
    {
      ...broken,
      name: 'a normalization behind the convolution',
      layers: [scaled(-1 / 128, 1), conv('c'), norm('n'), relu('r')],
      becomes: ['Rescaling s', 'Conv2D c', 'BatchNormalization n', 'ReLU r'],
    },
  ],
  refuses: [
    { name: 'a scale above zero', layers: [scaled(1 / 255, 0), conv('c')], layer: 's' },
    { name: 'no convolution behind', layers: [scaled(-1, 1), relu('r'), conv('c')], layer: 's' },
  ],
});

it('pictures inverted behind a Rescaling reach the chip by exact fixes', async () => {
  const layers = [scaled(1 / 255, 0), conv('c', { activation: 'relu' }), flatten('f'), dense('d')];
  const inverted: LayerSpec = ['Rescaling', { name: 'i', scale: -1, offset: 1 }];
  const graph = buildChain([8, 8, 3], [...layers.slice(0, 1), inverted, ...layers.slice(1)]);
  const { graph: fixed, applied } = applySafeFixes(graph);
  expect(applied.map(({ pass }) => pass)).toContain('flip-rescaling');
  expect(checkModel(fixed).filter(({ severity }) => severity !== 'info')).toEqual([]);
  await expectSameOutputs(graph, fixed);
});
