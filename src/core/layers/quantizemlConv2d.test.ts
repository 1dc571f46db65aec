import { expect, it } from 'vitest';
import { floats, runDefinition } from '../testing/quantizemlSpecs.ts';
import { parseConfig } from './define.ts';
import { layerDefinition } from './index.ts';
import { PADDED_CELLS } from './quantizemlConfig.ts';
import { quantizemlConv2d } from './quantizemlConv2d.ts';

const config = {
  filters: 1,
  kernel_size: [3, 3],
  strides: [2, 2],
  padding: 'same',
  use_bias: false,
  padding_value: [1],
  quant_config: { weight_quantizer: { bitwidth: 8 } },
};
const kernel = floats([3, 3, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1]);

it('is a convolution with the weights of one', () => {
  expect(layerDefinition('Custom>QuantizedConv2D')).toBe(quantizemlConv2d);
  const parsed = parseConfig(quantizemlConv2d.params, { ...config, use_bias: true });
  expect(quantizemlConv2d.outputShape(parsed, [[null, 5, 6, 1]])).toEqual([null, 3, 3, 1]);
  expect(quantizemlConv2d.weights?.(parsed, [[null, 5, 6, 3]])).toEqual([
    { name: 'kernel', shape: [3, 3, 3, 1] },
    { name: 'bias', shape: [1] },
  ]);
});

it('pads with its value, at the end first', () => {
  const input = floats([1, 2, 3, 1], [0, 0, 0, 0, 0, 0]);
  // Two rows need one more below, three columns one on each side.
  const output = runDefinition(quantizemlConv2d, config, { kernel }, input);
  expect(output.shape).toEqual([1, 1, 2, 1]);
  expect([...output.data]).toEqual([5, 5]);
  const real = { kernel, [PADDED_CELLS]: floats([1], [0.5]) };
  expect([...runDefinition(quantizemlConv2d, config, real, input).data]).toEqual([2.5, 2.5]);
  const plain = { ...config, padding_value: null };
  expect([...runDefinition(quantizemlConv2d, plain, { kernel }, input).data]).toEqual([0, 0]);
});
