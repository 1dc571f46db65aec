import { fixTester } from '../testing/fixTester.ts';
import {
  activation,
  conv,
  dense,
  flatten,
  globalAverage,
  norm,
  relu,
} from '../testing/layerSpecs.ts';
import type { LayerSpec } from '../testing/buildChain.ts';
import { keepMainBranch } from './keepMainBranch.ts';

const merge = (className: string, name: string, ...from: readonly string[]): LayerSpec => [
  className,
  { name },
  {},
  from,
];
const reading = ([className, serialized]: LayerSpec, ...from: readonly string[]): LayerSpec => [
  className,
  serialized,
  {},
  from,
];
const start = [conv('c'), norm('n'), relu('r')];
const head = [relu('q'), flatten('f'), dense('d')];

fixTester(keepMainBranch, {
  applies: [
    {
      name: 'an identity beside two convolutions',
      layers: [...start, conv('a'), relu('s'), conv('b'), merge('Add', 'add', 'r', 'b'), ...head],
      layer: 'add',
      rule: 'serial-graph',
      exact: false,
      becomes: [
        ...['Conv2D c', 'BatchNormalization n', 'ReLU r', 'Conv2D a', 'ReLU s', 'Conv2D b'],
        ...['ReLU q', 'Flatten f', 'Dense d'],
      ],
    },
    {
      name: 'a projection with BatchNormalization, first among the inputs',
      layers: [
        ...start,
        conv('a', { strides: [2, 2] }),
        norm('m'),
        relu('s'),
        conv('b'),
        norm('o'),
        reading(conv('p', { kernel_size: [1, 1], strides: [2, 2] }), 'r'),
        norm('w'),
        merge('Add', 'add', 'w', 'o'),
        ...head,
      ],
      layer: 'add',
      rule: 'serial-graph',
      exact: false,
      becomes: [
        ...['Conv2D c', 'BatchNormalization n', 'ReLU r'],
        ...['Conv2D a', 'BatchNormalization m', 'ReLU s', 'Conv2D b', 'BatchNormalization o'],
        ...['ReLU q', 'Flatten f', 'Dense d'],
      ],
    },
    {
      name: 'a gate of channels (squeeze and excite): the map goes on without it',
      layers: [
        ...start,
        globalAverage('g', { keepdims: true }),
        conv('e', { kernel_size: [1, 1] }),
        activation('sigmoid', 'sigmoid'),
        merge('Multiply', 'times', 'r', 'sigmoid'),
        conv('z'),
        ...head,
      ],
      layer: 'times',
      rule: 'serial-graph',
      exact: false,
      becomes: [
        ...['Conv2D c', 'BatchNormalization n', 'ReLU r', 'Conv2D z', 'ReLU q'],
        ...['Flatten f', 'Dense d'],
      ],
    },
    {
      name: 'a block around a block',
      layers: [
        ...start,
        conv('a'),
        relu('s'),
        conv('b'),
        merge('Add', 'inner', 's', 'b'),
        relu('t'),
        conv('e'),
        merge('Add', 'outer', 'e', 'r'),
        ...head,
      ],
      layer: 'outer',
      rule: 'serial-graph',
      exact: false,
      becomes: [
        ...['Conv2D c', 'BatchNormalization n', 'ReLU r', 'Conv2D a', 'ReLU s', 'Conv2D b'],
        ...['Add inner', 'ReLU t', 'Conv2D e', 'ReLU q', 'Flatten f', 'Dense d'],
      ],
    },
    {
      name: 'a merge at the end',
      layers: [...start, conv('a'), relu('s'), conv('b'), merge('Average', 'mean', 'b', 'r')],
      layer: 'mean',
      rule: 'serial-graph',
      exact: false,
      becomes: [
        ...['Conv2D c', 'BatchNormalization n', 'ReLU r', 'Conv2D a', 'ReLU s', 'Conv2D b'],
      ],
    },
  ],
  refuses: [
    {
      name: 'a concatenation: what reads it wants all channels',
      layers: [...start, conv('a'), merge('Concatenate', 'add', 'r', 'a'), conv('z'), ...head],
      layer: 'add',
    },
    {
      name: 'a difference',
      layers: [...start, conv('a'), merge('Subtract', 'add', 'r', 'a'), ...head],
      layer: 'add',
    },
    {
      name: 'a branch that somebody else reads too',
      layers: [
        ...start,
        conv('a'),
        conv('b'),
        merge('Add', 'add', 'r', 'b'),
        merge('Add', 'more', 'add', 'a'),
        ...head,
      ],
      layer: 'add',
    },
    { name: 'a chain', layers: [...start, conv('a'), ...head], layer: 'a' },
  ],
});
