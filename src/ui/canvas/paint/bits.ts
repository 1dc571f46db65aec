import { enterStage } from '../../../store/actions/view.ts';
import { defineColourMode } from './define.ts';

/** Bits of the weights of each block. */
export const bits = defineColourMode({
  id: 'bits',
  label: 'Weight bits',
  measure: (units) => {
    const values = new Map(
      units.flatMap(({ name, layers }) => {
        const found = layers.map(({ weightBits }) => weightBits).find((weight) => weight !== null);
        return found === undefined ? [] : [[name, found] as const];
      }),
    );
    if (values.size === 0) {
      return {
        missing: 'All weights are in float.',
        action: {
          label: 'Choose bits',
          run: () => {
            enterStage('quantize');
          },
        },
      };
    }
    const text = (value: number) => `${Math.round(value)}-bit weights`;
    return {
      values,
      spread: 'log',
      range: [1, 8],
      combine: 'max',
      format: text,
      formatEnd: (value) => `${value} bit`,
      exact: text,
      basis: 'Bits of each weight. Fewer bits make a smaller file and cost accuracy.',
    };
  },
});
