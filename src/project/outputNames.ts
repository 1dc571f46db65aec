import type { BitWidths } from './plan.ts';

/**
 * Name of an exported model without its ending, as the command line gives it; an existing suffix of that kind is replaced.
 * @param bits null: those of the file stay, and its name with them
 * @example exportName('model.h5', { 8, 4, 4 })  ->  'model_iq8_wq4_aq4'
 * @source docs/reference/integer-semantics.md#file-names
 */
export function exportName(file: string, bits: BitWidths | null): string {
  const stem = file.replace(/\.[^.]+$/, '');
  if (!bits) return stem;
  const { inputWeightBits, weightBits, activationBits } = bits;
  const plain = stem.replace(/_iq\d_wq\d_aq\d$/, '');
  return `${plain}_iq${inputWeightBits}_wq${weightBits}_aq${activationBits}`;
}
