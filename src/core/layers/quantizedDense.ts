import { addBias, matrixProduct } from '../kernels/convolve.ts';
import { defineLayer, weightOf } from './define.ts';
import { bool, int } from './params.ts';
import { quantizedWeights, quantizer } from './quantizerParam.ts';
import { lastAxis, onlyInput } from './shapes.ts';

export const quantizedDense = defineLayer({
  className: 'QuantizedDense',
  role: 'neural',
  chipKind: 'FullyConnected',
  doc: 'Dense whose kernel is rounded to a few bits before it is used.',
  source: 'https://pypi.org/project/cnn2snn/2.3.6/ quantization_layers.py (Apache-2.0)',
  params: {
    units: int('units', 'Number of outputs.'),
    useBias: bool('use_bias', 'Whether a bias is added per unit.', true),
    quantizer: quantizer('quantizer', 'Quantizer of the kernel.'),
  },
  weights: (config, [input]) => [
    { name: 'kernel', shape: [lastAxis(input), config.units] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.units] }] : []),
  ],
  outputShape: (config, [input]) => {
    lastAxis(input);
    return [...(input ?? []).slice(0, -1), config.units];
  },
  prepareWeights: (config, weights, layer) =>
    quantizedWeights(weights, { kernel: config.quantizer }, layer),
  forward: ({ weights, inputs }) =>
    addBias(matrixProduct(onlyInput(inputs), weightOf(weights, 'kernel')), weights['bias']),
});
