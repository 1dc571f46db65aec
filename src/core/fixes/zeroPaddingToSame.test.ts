import { conv, relu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { zeroPaddingToSame } from './zeroPaddingToSame.ts';

fixTester(zeroPaddingToSame, {
  applies: [
    {
      name: 'one cell around a 3x3',
      layers: [
        conv('a'),
        relu('r'),
        ['ZeroPadding2D', { name: 'z', padding: [1, 1] }],
        conv('c', { padding: 'valid' }),
      ],
      layer: 'z',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D a', 'ReLU r', 'Conv2D c'],
    },
    {
      name: 'the end only, stride 2',
      layers: [
        [
          'ZeroPadding2D',
          {
            name: 'z',
            padding: [
              [0, 1],
              [0, 1],
            ],
          },
        ],
        conv('c', { padding: 'valid', strides: [2, 2] }),
      ],
      layer: 'z',
      rule: 'supported-layer',
      exact: true,
      becomes: ['Conv2D c'],
    },
  ],
  refuses: [
    {
      name: 'padding that shifts a stride',
      layers: [
        ['ZeroPadding2D', { name: 'z', padding: [1, 1] }],
        conv('c', { padding: 'valid', strides: [2, 2] }),
      ],
      layer: 'z',
    },
    {
      name: 'two cells around a 3x3',
      layers: [['ZeroPadding2D', { name: 'z', padding: [2, 2] }], conv('c', { padding: 'valid' })],
      layer: 'z',
    },
  ],
});
