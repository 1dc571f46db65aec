import { akida1, akida1Layers } from './akida1.ts';
import { defineTarget } from './define.ts';

/** AKD1000 (NSoC_v2), the Akida 1.0 chip of the development boards. */
export const akd1000 = defineTarget({
  id: 'akd1000',
  name: 'AKD1000 (NSoC_v2, Akida 1.0)',
  doc: 'The first Akida chip: 4-bit spikes, 1- to 4-bit weights, 8-bit pixels into the first convolution.',
  generation: akida1,
  mesh: {
    processors: 78,
    fnp2: 4,
    dense: 22,
    severalPasses: false,
  },
  megahertz: 300,
  eventCosts: [
    { kind: 'Convolutional', kernel: 1, weightBits: 4, clocks: 0.375 },
    { kind: 'Convolutional', kernel: 3, weightBits: 4, clocks: 0.635 },
    { kind: 'Convolutional', kernel: 5, weightBits: 4, clocks: 2.185 },
    { kind: 'Convolutional', kernel: 7, weightBits: 4, clocks: 9.25 },
    { kind: 'SeparableConvolutional', kernel: 3, weightBits: 4, clocks: 0.625 },
    { kind: 'Convolutional', kernel: 5, weightBits: 2, clocks: 0.98 },
    { kind: 'Convolutional', kernel: 7, weightBits: 2, clocks: 1.6 },
  ],
  layers: akida1Layers,
});
