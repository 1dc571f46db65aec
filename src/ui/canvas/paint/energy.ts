import { ENERGY } from '../../chip/estimates.ts';
import { defineColourMode } from './define.ts';
import { estimated } from './onChip.ts';

/** Estimated dynamic energy of each block on the chosen chip. */
export const energy = defineColourMode({
  id: 'energy',
  label: 'Energy on the chip',
  measure: (_, state) => estimated(state, 'microjoules', ENERGY),
});
