import { enterStage } from '../../../store/actions/view.ts';
import { verdictOf, type Verdict } from '../../../store/outcome/outcome.ts';
import { lostText, points } from '../../frame/outcome/outcomeText.ts';
import { defineColourMode, type Measurement } from './define.ts';

const percent = (value: number, digits: number) => `${(value * 100).toFixed(digits)} %`;

/** What rounding does to the outputs of each block, where it was measured for this plan; else to its weights. */
export const error = defineColourMode({
  id: 'error',
  label: 'Quantization error',
  measure: (_, state) => {
    const { weightErrors, quantizationError, model, plan } = state;
    const verdict = verdictOf(state);
    if (quantizationError?.plan === plan) {
      return measurement(
        quantizationError.layers,
        'output error',
        `Error of the outputs relative to their size, on ${quantizationError.samples}: root of the summed squares.`,
        verdict,
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
      verdict,
    );
  },
});

/** Whether such errors are bad shows in what comes out, not in the errors: large ones may cost nothing. */
function worthOf(verdict: Verdict): string {
  if (verdict.kind !== 'known' || verdict.lost === null) {
    return 'How much of it the answers feel, only the accuracy on images tells.';
  }
  return `With these errors the network has ${points(verdict.spiking?.share ?? 0)} % right: ${lostText(verdict.lost)}.`;
}

function measurement(
  layers: readonly { readonly name: string; readonly relativeError: number }[],
  what: string,
  basis: string,
  verdict: Verdict,
): Measurement {
  return {
    values: new Map(layers.map(({ name, relativeError }) => [name, relativeError])),
    spread: 'linear',
    // The same for every model: the darkest colour is an error as large as the values themselves.
    range: [0, Math.max(1, ...layers.map(({ relativeError }) => relativeError))],
    combine: 'max',
    format: (value) => `${percent(value, 1)} ${what}`,
    formatEnd: (value) => percent(value, 1),
    exact: (value) =>
      value === 0
        ? 'No error'
        : `Relative error ${value.toFixed(5)}, ${(-20 * Math.log10(value)).toFixed(1)} dB signal to noise`,
    share: (value) => Math.min(value, 1),
    basis: `${basis} ${worthOf(verdict)}`,
  };
}
