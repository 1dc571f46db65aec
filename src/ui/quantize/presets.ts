import type { BitWidths } from '../../project/plan.ts';

/** Bits that work well together, with what to expect of them. */
export interface BitPreset {
  readonly bits: BitWidths;
  readonly name: string;
  readonly effect: string;
}

/** From the finest to the coarsest. @source the bit widths of the models in src/fixtures/golden/mnist */
export const bitPresets: readonly BitPreset[] = [
  {
    bits: { inputWeightBits: 8, weightBits: 4, activationBits: 4 },
    name: 'Close to float',
    effect: 'Small loss, often none to speak of after a short fine-tuning.',
  },
  {
    bits: { inputWeightBits: 8, weightBits: 2, activationBits: 2 },
    name: 'Small and sparse',
    effect: 'About half the file and many more silent neurons. Needs fine-tuning.',
  },
  {
    bits: { inputWeightBits: 2, weightBits: 2, activationBits: 1 },
    name: 'Binary spikes',
    effect: 'A spike is there or not: least work on the chip. Needs long fine-tuning.',
  },
];
