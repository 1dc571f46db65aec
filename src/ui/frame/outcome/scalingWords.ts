import type { ScalingReading } from '../../../project/scalingTrials.ts';

/** A way to scale, and how it is mostly written in Python. */
export const scalingWords: Readonly<
  Record<ScalingReading['id'], { readonly name: string; readonly formula: string }>
> = {
  zeroToOne: { name: '0 to 1', formula: 'pixel \u00f7 255' },
  minusOneToOne: { name: '\u22121 to 1', formula: 'pixel \u00f7 128 \u2212 1' },
  pixels: { name: '0 to 255', formula: 'pixels as they are' },
  standard: { name: 'Mean and deviation', formula: 'of these images' },
};
