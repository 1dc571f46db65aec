import { defineErrors } from './define.ts';

export const mapErrors = defineErrors({
  'map/unknown-chip': {
    title: 'Processors of this chip are not known',
    text: (chip: string, known: readonly string[]) => ({
      message: `How "${chip}" maps a network is not known.`,
      expected: `one of ${known.join(', ')}`,
      received: chip,
      hint: 'Choose one of the chips that are.',
    }),
  },
  'map/bad-chip': {
    title: 'The description of a chip is not one',
    text: (what: string, expected: string, received: string) => ({
      message: `${what} of the chip is not usable.`,
      expected,
      received,
      hint: 'Describe the chip as {"processors": {"CNP1": 8, "FNP2": 1, "FNP3": 1}}; base, name, inputSram, weightSram, megahertz and severalPasses may stand beside it.',
    }),
  },
});
