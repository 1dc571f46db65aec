import type { BitWidths } from '../project/plan.ts';

/** Bit widths as `8/4/4`. */
export function formatBits(bits: BitWidths): string {
  return `${bits.inputWeightBits}/${bits.weightBits}/${bits.activationBits}`;
}
