import { enterStage } from '../../../store/actions/view.ts';
import { defineColourMode, type Measurement } from './define.ts';

const percent = (value: number, digits: number) => `${(value * 100).toFixed(digits)} %`;

/** What rounding does to the outputs of each block, where it was measured for this plan; else to its weights. */
export const error = defineColourMode({
  id: 'error',
  label: 'Quantization error',
  measure: (_, { weightErrors, quantizationError, model, plan }) => {
    if (quantizationError?.plan === plan) {
      return measurement(
        quantizationError.layers,
        'output error',
        `Error of the outputs relative to their size, on ${quantizationError.samples}: root of the summed squares.`,
      );
    }
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
    return measurement(
      weightErrors.layers,
      'weight error',
      'Error of the weights relative to their size: root of the summed squares. It needs no data; the inspector measures the error of the outputs.',
    );
  },
});

function measurement(
  layers: readonly { readonly name: string; readonly relativeError: number }[],
  what: string,
  basis: string,
): Measurement {
  return {
    values: new Map(layers.map(({ name, relativeError }) => [name, relativeError])),
    spread: 'linear',
    combine: 'max',
    format: (value) => `${percent(value, 1)} ${what}`,
    formatEnd: (value) => percent(value, 1),
    exact: (value) =>
      value === 0
        ? 'No error'
        : `Relative error ${value.toFixed(5)}, ${(-20 * Math.log10(value)).toFixed(1)} dB signal to noise`,
    share: (value) => Math.min(value, 1),
    basis,
  };
}
