import { discreteReluGrid, discretize } from './activationGrid.ts';
import { defineLayer } from './define.ts';
import { int } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const activationDiscreteRelu = defineLayer({
  className: 'ActivationDiscreteRelu',
  role: 'activation',
  doc: 'ReLU with 2^bits levels and a fixed step of min(levels, 6) / levels.',
  source: 'https://pypi.org/project/cnn2snn/2.3.6/ quantization_ops (Apache-2.0)',
  params: { bits: int('bitwidth', 'Activation bitwidth.', 1) },
  outputShape: passShape,
  forward: ({ config, inputs }) => discretize(onlyInput(inputs), discreteReluGrid(config.bits)),
});
