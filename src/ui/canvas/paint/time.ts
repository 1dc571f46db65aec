import { TIME } from '../../chip/estimates.ts';
import { defineColourMode } from './define.ts';
import { estimated } from './onChip.ts';

/** Estimated time of each block on the chosen chip. */
export const time = defineColourMode({
  id: 'time',
  label: 'Time on the chip',
  measure: (_, state) => estimated(state, 'milliseconds', TIME),
});
