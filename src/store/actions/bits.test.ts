import { describe, expect, it } from 'vitest';
import { bitChoices, formatBits, layerBitChoices } from './bits.ts';

const ofTheChips = {
  inputWeightBits: [1, 2, 4, 8],
  weightBits: [1, 2, 4],
  activationBits: [1, 2, 4],
};

describe('bitChoices', () => {
  it.each(['akd1000', 'nsoc-v1'] as const)('of %s', (hardware) => {
    expect(bitChoices(hardware)).toEqual(ofTheChips);
  });

  it('without a chip: what any of them takes', () => {
    const choices = bitChoices('none');
    expect(choices.inputWeightBits).toEqual(expect.arrayContaining(ofTheChips.inputWeightBits));
    expect(choices.weightBits).toEqual(expect.arrayContaining(ofTheChips.weightBits));
    expect(choices.activationBits).toEqual(expect.arrayContaining(ofTheChips.activationBits));
  });
});

describe('layerBitChoices', () => {
  const choices = { inputWeightBits: [8], weightBits: [4], activationBits: [2] };
  it.each([
    ['weights of the first layer', 'neural', true, [8]],
    ['weights of another layer', 'neural', false, [4]],
    ['spikes of the first block', 'activation', true, [2]],
    ['spikes of another block', 'activation', false, [2]],
  ] as const)('%s', (_, role, isFirst, expected) => {
    expect(layerBitChoices({ role }, isFirst, choices)).toEqual(expected);
  });
});

describe('formatBits', () => {
  it('writes the three widths', () => {
    expect(formatBits({ inputWeightBits: 8, weightBits: 4, activationBits: 2 })).toBe('8/4/2');
  });
});
