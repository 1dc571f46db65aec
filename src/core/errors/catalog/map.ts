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
  'map/no-processor': {
    title: 'No processor takes a layer',
    text: (layer: string) => ({
      message: `No processor of the chip takes the layer "${layer}": one of its filters is larger than the memory of a processor, or its bits and kernel have no place there.`,
      hint: 'Use fewer input channels, a smaller kernel or fewer bits in this layer.',
    }),
  },
  'map/too-few-processors': {
    title: 'Too few processors are left for a layer',
    text: (layer: string, type: string, needed: number, available: number) => ({
      message: `The layer "${layer}" needs more ${type} processors than those before it leave.`,
      expected: `at most ${available}`,
      received: `${needed}`,
      hint: 'Use fewer filters or smaller maps in this layer or in those that take the most, or a chip with more processors.',
    }),
  },
});
