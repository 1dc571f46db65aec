import { expect, it } from 'vitest';
import { floats, runDefinition } from '../testing/quantizemlSpecs.ts';
import { layerDefinition } from './index.ts';
import { quantizemlDense } from './quantizemlDense.ts';

it('multiplies and adds', () => {
  expect(layerDefinition('Custom>QuantizedDense')).toBe(quantizemlDense);
  const weights = { kernel: floats([2, 2], [1, 2, 3, 4]), bias: floats([2], [10, 20]) };
  const config = { units: 2, use_bias: true, quant_config: { weight_quantizer: { bitwidth: 4 } } };
  const output = runDefinition(quantizemlDense, config, weights, floats([1, 2], [1, 1]));
  expect([...output.data]).toEqual([14, 26]);
});
