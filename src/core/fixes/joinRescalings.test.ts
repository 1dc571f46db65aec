import { conv, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import type { LayerSpec } from '../testing/buildChain.ts';
import { joinRescalings } from './joinRescalings.ts';

const rescale = (name: string, scale: number, offset = 0): LayerSpec => [
  'Rescaling',
  { name, scale, offset },
];

fixTester(joinRescalings, {
  applies: [
    {
      name: 'two at the start',
      layers: [rescale('s', 0.5, 3), rescale('t', 4, -1), conv('c'), relu('r')],
      layer: 't',
      rule: 'rescaling-first',
      exact: true,
      becomes: ['Rescaling t', 'Conv2D c', 'ReLU r'],
    },
  ],
  refuses: [
    { name: 'one inside', layers: [conv('c'), rescale('s', 2)], layer: 's' },
    {
      name: 'numbers for each channel',
      layers: [rescale('s', 2), ['Rescaling', { name: 't', scale: [1, 2, 3] }]],
      layer: 't',
    },
  ],
});
