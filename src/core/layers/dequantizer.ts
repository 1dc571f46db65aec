import { defineLayer } from './define.ts';
import { bool } from './params.ts';
import { passForward, passShape } from './shapes.ts';

export const dequantizer = defineLayer({
  className: 'Custom>Dequantizer',
  role: 'dropout',
  doc: 'Gives the real values of integers, behind the last layer that QuantizeML quantized.',
  source: 'https://pypi.org/project/quantizeml/ layers/quantizer_layers.py (Apache-2.0)',
  params: { trainable: bool('trainable', 'Of no effect: it has no weights.', true) },
  outputShape: passShape,
  forward: passForward,
});
