import { tensor } from '../tensor/tensor.ts';
import { fractionBits } from './fixedPoint.ts';
import type { ActivationGrid } from './activationGrid.ts';
import { defineLayer, weightOf, type NodeOf } from './define.ts';
import { nullableFloat } from './params.ts';
import { quantizemlBits, quantizemlQuantizer } from './quantizemlConfig.ts';
import { onlyInput, passShape } from './shapes.ts';

/** Largest value of the calibration, and what the output is multiplied by beforehand, as the file names them. */
export const RANGE_MAX = 'output_quantizer/range_max';
export const RESCALING_RATE = 'output_quantizer/rescaling_rate';
/** One limit a channel; only models made ready to run have it. */
export const CHANNEL_LIMITS = 'channel_limits';

export const quantizemlRelu = defineLayer({
  className: 'Custom>QuantizedReLU',
  role: 'activation',
  doc: 'ReLU of QuantizeML: cut to [0, max_value], rescaled and rounded to levels whose step is a power of two.',
  source: 'https://pypi.org/project/quantizeml/ layers/activations.py (Apache-2.0)',
  params: {
    maxValue: nullableFloat('max_value', 'Largest value; none = no limit.', null),
    bits: quantizemlBits('output_quantizer', 'Bits of the output.'),
    output: quantizemlQuantizer('output_quantizer', 'Quantizer of the output.'),
  },
  weights: ({ output }) =>
    output.source['output_quantizer'] === undefined
      ? []
      : [
          { name: RANGE_MAX, shape: [] },
          { name: RESCALING_RATE, shape: [] },
        ],
  outputShape: passShape,
  forward: ({ config, weights, inputs }) => {
    const input = onlyInput(inputs);
    const limits = weights[CHANNEL_LIMITS]?.data;
    const most = config.maxValue ?? Infinity;
    const limitOf = (i: number) => (limits ? (limits[i % limits.length] ?? Infinity) : most);
    if (!weights[RANGE_MAX]) {
      const cut = input.data.map((value, i) => Math.min(Math.max(value, 0), limitOf(i)));
      return tensor(cut, input.shape);
    }
    const { step, levels } = gridOf(config.bits, weights[RANGE_MAX].data[0] ?? 1);
    const rate = weightOf(weights, RESCALING_RATE).data[0] ?? 1;
    const output = input.data.map((value, i) => {
      const scaled = Math.min(Math.max(value, 0), limitOf(i)) * rate;
      return step * Math.min(Math.floor(scaled / step + 0.5), levels);
    });
    return tensor(output, input.shape);
  },
});

/** Levels of a ReLU of QuantizeML: step = 2^-fraction bits of the calibrated range. */
export function quantizemlGrid({
  config,
  weights,
}: Pick<NodeOf<typeof quantizemlRelu>, 'config' | 'weights'>): ActivationGrid {
  return gridOf(config.bits, weights[RANGE_MAX]?.data[0] ?? 1);
}

function gridOf(bits: number, rangeMax: number): ActivationGrid {
  const levels = 2 ** bits - 1;
  const step = 2 ** -fractionBits(bits, rangeMax);
  return { bits, levels, step, threshold: step / 2, maxValue: step * levels };
}
