import { defineCosts } from './define.ts';

/** Its costs were measured by the vendor; its limits were not tried out, so no model is held against them. */
export const akd1500 = defineCosts({
  id: 'akd1500',
  mesh: {
    processors: 32,
    fnp2: 4,
    dense: null,
    severalPasses: true,
  },
  megahertz: 400,
  eventCosts: [
    { kind: 'Convolutional', kernel: 1, weightBits: 4, clocks: 0.386 },
    { kind: 'Convolutional', kernel: 3, weightBits: 4, clocks: 0.648 },
    { kind: 'Convolutional', kernel: 5, weightBits: 4, clocks: 2.24 },
    { kind: 'Convolutional', kernel: 7, weightBits: 4, clocks: 9.269 },
    { kind: 'SeparableConvolutional', kernel: 3, weightBits: 4, clocks: 0.646 },
  ],
});
