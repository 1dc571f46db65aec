import { fixTester } from '../testing/fixTester.ts';
import type { LayerSpec } from '../testing/buildChain.ts';
import {
  conv,
  dense,
  flatten,
  globalAverage,
  maxPool,
  norm,
  relu,
  separable,
} from '../testing/layerSpecs.ts';
import { growMap } from './growMap.ts';

const start: readonly LayerSpec[] = [conv('a'), relu('q')];
const end: readonly LayerSpec[] = [flatten('f'), dense('d')];
const begins = ['Conv2D a', 'ReLU q'];
const ends = ['Flatten f', 'Dense d'];
const valid = { padding: 'valid' };

fixTester(growMap, {
  applies: [
    {
      name: "a 'valid' convolution",
      layers: [...start, conv('b', valid), relu('r'), ...end],
      layer: 'b',
      rule: 'hw-padding',
      exact: true,
      becomes: [...begins, 'Conv2D b', 'ReLU r', ...ends],
    },
    {
      name: 'pools that would part the map at other cells',
      input: [22, 20, 1],
      layers: [
        conv('a', valid),
        relu('q'),
        maxPool('o', valid),
        conv('b', valid),
        norm('n'),
        relu('r'),
        maxPool('p', valid),
        conv('c', valid),
        relu('s'),
        ['Dropout', { name: 'u', rate: 0.5 }],
        ...end,
      ],
      layer: 'b',
      rule: 'hw-padding',
      exact: true,
      becomes: [
        'Conv2D a',
        'ReLU q',
        'MaxPooling2D o',
        'Conv2D b',
        'BatchNormalization n',
        'ReLU r',
        'MaxPooling2D p',
        'Conv2D c',
        'ReLU s',
        'Dropout u',
        ...ends,
      ],
    },
    {
      name: 'a pool that leaves a row and a column out',
      input: [9, 7, 3],
      layers: [...start, conv('b'), relu('r'), maxPool('p', valid), ...end],
      layer: 'p',
      rule: 'pool-padding',
      exact: true,
      becomes: [...begins, 'Conv2D b', 'ReLU r', 'MaxPooling2D p', ...ends],
    },
    {
      name: 'a 5x5 kernel, which shifts the map by two',
      input: [14, 14, 3],
      layers: [
        ...start,
        conv('b', { ...valid, kernel_size: [5, 5] }),
        relu('r'),
        maxPool('p', valid),
        ...end,
      ],
      layer: 'b',
      rule: 'hw-padding',
      exact: true,
      becomes: [...begins, 'Conv2D b', 'ReLU r', 'MaxPooling2D p', ...ends],
    },
    {
      name: 'an even kernel and a SeparableConv2D',
      input: [13, 11, 3],
      layers: [
        ...start,
        conv('b', { ...valid, kernel_size: [2, 2] }),
        relu('r'),
        separable('c', valid),
        maxPool('p', valid),
        relu('s'),
        ...end,
      ],
      layer: 'b',
      rule: 'hw-padding',
      exact: true,
      becomes: [
        ...begins,
        'Conv2D b',
        'ReLU r',
        'SeparableConv2D c',
        'MaxPooling2D p',
        'ReLU s',
        ...ends,
      ],
    },
    {
      name: 'a stride of two on an even map',
      layers: [...start, conv('b', { ...valid, strides: [2, 2] }), relu('r'), ...end],
      layer: 'b',
      rule: 'hw-padding',
      exact: true,
      becomes: [...begins, 'Conv2D b', 'ReLU r', ...ends],
    },
    {
      name: 'the pool of the first convolution',
      input: [11, 11, 3],
      layers: [conv('a'), relu('q'), maxPool('p', valid), ...end],
      layer: 'p',
      rule: 'pool-padding',
      exact: true,
      becomes: [...begins, 'MaxPooling2D p', ...ends],
    },
    {
      name: 'a padded convolution behind, which reads new cells where zeros were',
      layers: [...start, conv('b', valid), relu('r'), conv('c'), ...end],
      layer: 'b',
      rule: 'hw-padding',
      exact: false,
      becomes: [...begins, 'Conv2D b', 'ReLU r', 'Conv2D c', ...ends],
    },
  ],
  refuses: [
    {
      name: "a stride of two on an odd map, where the windows of 'same' lie between those of 'valid'",
      input: [9, 9, 3],
      layers: [...start, conv('b', { ...valid, strides: [2, 2] }), relu('r'), ...end],
      layer: 'b',
    },
    { name: "'same' all the way", layers: [...start, conv('b'), ...end], layer: 'b' },
    {
      name: 'an average over all cells',
      layers: [...start, conv('b', valid), globalAverage('g'), dense('d')],
      layer: 'b',
    },
    {
      name: 'a dilated kernel',
      layers: [...start, conv('b', { ...valid, dilation_rate: [2, 2] }), ...end],
      layer: 'b',
    },
    {
      name: 'a pool of another layer',
      layers: [...start, conv('b', valid), ['AveragePooling2D', { name: 'p' }], ...end],
      layer: 'b',
    },
  ],
});
