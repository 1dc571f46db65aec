import { discretize, quantizedReLUGrid } from './activationGrid.ts';
import { defineLayer } from './define.ts';
import { float, int } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const quantizedReLU = defineLayer({
  className: 'QuantizedReLU',
  role: 'activation',
  doc: 'ReLU with 2^bits levels: the value is cut to [0, max_value] and rounded up to the next level.',
  source: 'https://pypi.org/project/cnn2snn/2.3.6/ quantization_ops (Apache-2.0)',
  params: {
    bits: int('bitwidth', 'Activation bitwidth.'),
    maxValue: float('max_value', 'Value of the highest level.'),
  },
  outputShape: passShape,
  forward: ({ config, inputs }) =>
    discretize(onlyInput(inputs), quantizedReLUGrid(config.bits, config.maxValue)),
});
