import type { BitWidths } from './plan.ts';

/** What follows the stem of a model's name in the names of files made from it. */
export const ENDINGS = {
  keras: '.h5',
  design: '.json',
  converted: '.fbz',
  training: '_training',
  fixed: '_fixed',
  finetuned: '_finetuned.h5',
} as const;

/** A file's name or path without its extension. */
export function stemOf(file: string): string {
  return file.replace(/(?<=[^/\\])\.[^./\\]+$/, '');
}

/**
 * What files made from a model are called, without ending: the model's name with its bitwidths at the end, in place of those of an
 * earlier quantization.
 * @param file  the model's file, or its path
 * @param bits  null: those of the file stay, and its name with them
 * @example outputStem('model_iq8_wq4_aq4.h5', { 2, 2, 2 })  ->  'model_iq2_wq2_aq2'
 * @source docs/reference/integer-semantics.md#file-names
 */
export function outputStem(file: string, bits: BitWidths | null): string {
  const stem = stemOf(file);
  if (!bits) return stem;
  const { inputWeightBits, weightBits, activationBits } = bits;
  const plain = stem.replace(/_iq\d_wq\d_aq\d$/, '');
  return `${plain}_iq${inputWeightBits}_wq${weightBits}_aq${activationBits}`;
}
