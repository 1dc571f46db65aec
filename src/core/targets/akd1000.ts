import { akida1, akida1Layers, akida1Processor } from './akida1.ts';
import { defineTarget } from './define.ts';

/** AKD1000 (NSoC_v2), the Akida 1.0 chip of the development boards. */
export const akd1000 = defineTarget({
  id: 'akd1000',
  name: 'AKD1000 (NSoC_v2, Akida 1.0)',
  doc: 'The first Akida chip: 4-bit spikes, 1- to 4-bit weights, 8-bit pixels into the first convolution.',
  generation: akida1,
  layers: akida1Layers,
  mesh: {
    processors: 78,
    fnp2: 4,
    dense: 22,
    severalPasses: false,
    processor: akida1Processor,
    source:
      'virtual AKD1000 of akida 2.3.6; docs/reference/chips-mapping.md#chips-and-their-processors',
  },
  megahertz: { value: 300, source: 'docs/reference/cost-model.md#chips' },
  floorMilliwatts: {
    ...{ value: 910, low: 905, high: 914 },
    basis: 'four published runs on a board with an AKD1000',
    source: 'docs/reference/cost-model.md#measured-samples',
  },
  picojoules: {
    ...{ value: 32, low: 24, high: 40 },
    basis: 'two published runs of one network on an AKD1000',
    source: 'docs/reference/cost-model.md#energy',
  },
  eventCosts: [
    { kind: 'Convolutional', kernel: 1, weightBits: 4, clocks: 0.375 },
    { kind: 'Convolutional', kernel: 3, weightBits: 4, clocks: 0.635 },
    { kind: 'Convolutional', kernel: 5, weightBits: 4, clocks: 2.185 },
    { kind: 'Convolutional', kernel: 7, weightBits: 4, clocks: 9.25 },
    { kind: 'SeparableConvolutional', kernel: 3, weightBits: 4, clocks: 0.625 },
    { kind: 'Convolutional', kernel: 5, weightBits: 2, clocks: 0.98 },
    { kind: 'Convolutional', kernel: 7, weightBits: 2, clocks: 1.6 },
  ],
});
