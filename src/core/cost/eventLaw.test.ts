import { expect, test } from 'vitest';
import type { ChipKind } from '../layers/define.ts';
import { targets } from '../targets/index.ts';
import { eventCoefficient } from './eventLaw.ts';

test.each<[ChipKind, readonly [number, number], number, keyof typeof targets, number | null]>([
  ['Convolutional', [3, 3], 4, 'akd1000', 0.635],
  ['Convolutional', [3, 3], 4, 'akd1500', 0.648],
  ['Convolutional', [7, 7], 2, 'akd1000', 1.6],
  ['SeparableConvolutional', [3, 3], 4, 'akd1000', 0.625],
  // Nothing published: other kernels, bits, kinds and chips.
  ['Convolutional', [3, 5], 4, 'akd1000', null],
  ['Convolutional', [3, 3], 1, 'akd1000', null],
  ['Convolutional', [7, 7], 2, 'akd1500', null],
  ['InputConvolutional', [3, 3], 4, 'akd1000', null],
  ['FullyConnected', [1, 1], 4, 'akd1000', null],
  ['Convolutional', [3, 3], 4, 'nsoc-v1', null],
])('%s %j, %i bits, %s: %d', (kind, kernelSize, weightBits, chip, expected) => {
  const layer = { kind, kernelSize, weightBits };
  expect(eventCoefficient(layer, targets[chip].eventCosts)).toBe(expected);
});
