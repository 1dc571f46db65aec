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
});
