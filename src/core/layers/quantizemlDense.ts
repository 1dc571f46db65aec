import { addBias, matrixProduct } from '../kernels/convolve.ts';
import { defineLayer, weightOf } from './define.ts';
import { bool, int } from './params.ts';
import { quantizemlQuantizer } from './quantizemlConfig.ts';
import { lastAxis, onlyInput } from './shapes.ts';

export const quantizemlDense = defineLayer({
  className: 'Custom>QuantizedDense',
  role: 'neural',
  chipKind: 'FullyConnected',
  doc: 'Dense of QuantizeML: integer kernel, and a bias in steps of the potential.',
  source: 'https://pypi.org/project/quantizeml/ layers/dense.py (Apache-2.0)',
  params: {
    units: int('units', 'Number of outputs.'),
    useBias: bool('use_bias', 'Whether a bias is added per unit.', true),
    quantizer: quantizemlQuantizer('weight_quantizer', 'Quantizers of the kernel and the bias.'),
  },
  weights: (config, [input]) => [
    { name: 'kernel', shape: [lastAxis(input), config.units] },
    ...(config.useBias ? [{ name: 'bias', shape: [config.units] }] : []),
  ],
  outputShape: (config, [input]) => {
    lastAxis(input);
    return [...(input ?? []).slice(0, -1), config.units];
  },
  forward: ({ weights, inputs }) =>
    addBias(matrixProduct(onlyInput(inputs), weightOf(weights, 'kernel')), weights['bias']),
});
