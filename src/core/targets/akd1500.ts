import { akida1, akida1Layers, akida1Processor } from './akida1.ts';
import { defineTarget } from './define.ts';

/** AKD1500, the coprocessor: less than half the processors of an AKD1000, reprogrammed between the parts of a larger network. */
export const akd1500 = defineTarget({
  id: 'akd1500',
  name: 'AKD1500 (Akida 1.0)',
  doc: 'The smaller Akida 1.0 chip: 32 processors, and a network that needs more runs in several passes.',
  generation: akida1,
  layers: akida1Layers,
  mesh: {
    processors: 32,
    fnp2: 1,
    dense: 8,
    severalPasses: true,
    processor: akida1Processor,
    source:
      'virtual AKD1500 of akida 2.3.6; docs/reference/chips-mapping.md#chips-and-their-processors',
  },
  megahertz: { value: 400, source: 'docs/reference/cost-model.md#chips' },
  floorMilliwatts: null,
  picojoules: {
    ...{ value: 60, low: 57, high: 62 },
    basis: 'five published measurements of three networks on an AKD1500',
    source: 'docs/reference/cost-model.md#energy',
  },
  eventCosts: [
    { kind: 'Convolutional', kernel: 1, weightBits: 4, clocks: 0.386 },
    { kind: 'Convolutional', kernel: 3, weightBits: 4, clocks: 0.648 },
    { kind: 'Convolutional', kernel: 5, weightBits: 4, clocks: 2.24 },
    { kind: 'Convolutional', kernel: 7, weightBits: 4, clocks: 9.269 },
    { kind: 'SeparableConvolutional', kernel: 3, weightBits: 4, clocks: 0.646 },
  ],
});
