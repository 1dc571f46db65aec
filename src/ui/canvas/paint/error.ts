import { enterStage } from '../../../store/actions/view.ts';
import { defineColourMode } from './define.ts';

const percent = (value: number, digits: number) => `${(value * 100).toFixed(digits)} %`;

/** What rounding does to the weights of each block. */
export const error = defineColourMode({
  id: 'error',
  label: 'Quantization error',
  measure: (_, { weightErrors, model }) => {
    if (model?.kind === 'akida') {
      return { missing: 'A converted file holds only integers: there is nothing to compare with.' };
    }
    if (!weightErrors) return { missing: 'Comparing the weights\u2026' };
    if (weightErrors.layers.length === 0) {
      return {
        missing: 'The weights are in float: nothing is rounded yet.',
        action: {
          label: 'Choose bits',
          run: () => {
            enterStage('quantize');
          },
        },
      };
    }
    return {
      values: new Map(weightErrors.layers.map((layer) => [layer.name, layer.relativeError])),
      spread: 'linear',
      combine: 'max',
      format: (value) => `${percent(value, 1)} weight error`,
      formatEnd: (value) => percent(value, 1),
      exact: (value) =>
        value === 0
          ? 'The weights lie on their grid'
          : `Relative error ${value.toFixed(5)}, ${(-20 * Math.log10(value)).toFixed(1)} dB signal to noise`,
      share: (value) => Math.min(value, 1),
      basis:
        'Error of the weights relative to their size: root of the summed squares. No data needed; says nothing about the spikes.',
    };
  },
});
