import { counted } from '../../chip/chipWords.ts';
import { defineColourMode } from './define.ts';
import { mappedValues } from './onChip.ts';

/** Processors of the chosen chip that each block takes. */
export const processors = defineColourMode({
  id: 'processors',
  label: 'Processors',
  measure: (_, state) => {
    const values = mappedValues(state, (layer) => layer.processors);
    if ('missing' in values) return values;
    const all = state.derived?.chip?.mesh.processors ?? 0;
    return {
      values,
      spread: 'log',
      combine: 'sum',
      format: (value) => (value === 0 ? 'HRC' : counted(value, 'processor')),
      formatEnd: (value) => String(value),
      exact: (value) =>
        value === 0
          ? 'The unit of the input convolution: no processor of the mesh'
          : `${counted(value, 'processor')} of ${all}`,
      share: (value) => (all === 0 ? 0 : value / all),
      basis:
        'Processors that a layer needs for its filters and its map, by a rule worked out from what the vendor\u2019s virtual devices answer.',
    };
  },
});
