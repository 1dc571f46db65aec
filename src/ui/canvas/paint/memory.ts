import { formatBytes } from '../../design/format.ts';
import { defineColourMode } from './define.ts';
import { mappedValues, percent } from './onChip.ts';

/** What the program of each block takes on the chosen chip. */
export const memory = defineColourMode({
  id: 'memory',
  label: 'Memory on the chip',
  measure: (_, state) => {
    const values = mappedValues(state, ({ programBytes }) => programBytes);
    if ('missing' in values) return values;
    const total = state.derived?.chip?.programBytes ?? 0;
    return {
      values,
      spread: 'log',
      combine: 'sum',
      format: formatBytes,
      formatEnd: formatBytes,
      exact: (value) => `${formatBytes(value)} of program, ${percent(value, total)} of all`,
      share: (value) => (total === 0 ? 0 : value / total),
      basis:
        'Bytes of the program that is written to the chip: weights as its memories hold them, and the settings of every processor.',
    };
  },
});
