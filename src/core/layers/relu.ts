import { mapValues } from '../kernels/broadcast.ts';
import { defineLayer } from './define.ts';
import { float, nullableFloat } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const relu = defineLayer({
  className: 'ReLU',
  role: 'activation',
  quantizesTo: 'QuantizedReLU',
  doc: 'Sets negative values to zero and, with a maximum, cuts large ones.',
  source: 'https://keras.io/api/layers/activation_layers/relu/',
  params: {
    maxValue: nullableFloat('max_value', 'Values above it are cut; none = no limit.', null),
    negativeSlope: float('negative_slope', 'Slope below the threshold; 0 silences it.', 0),
    threshold: float('threshold', 'Values below it count as negative.', 0),
  },
  outputShape: passShape,
  // y = max if x >= max;  x if threshold <= x < max;  slope * (x - threshold) otherwise
  forward: ({ config: { maxValue, negativeSlope, threshold }, inputs }) =>
    mapValues(onlyInput(inputs), (x) => {
      if (x < threshold) return negativeSlope === 0 ? 0 : negativeSlope * (x - threshold);
      return maxValue === null ? x : Math.min(x, maxValue);
    }),
});
