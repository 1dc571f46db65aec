import { expect, it } from 'vitest';
import { floats, runDefinition } from '../testing/quantizemlSpecs.ts';
import { parseConfig } from './define.ts';
import { layerDefinition } from './index.ts';
import { quantizemlSeparableConv2d } from './quantizemlSeparableConv2d.ts';

const config = {
  filters: 2,
  kernel_size: [1, 1],
  padding: 'same',
  use_bias: true,
  quant_config: { dw_weight_quantizer: { bitwidth: 2 }, pw_weight_quantizer: { bitwidth: 4 } },
};

it('has bits for each of its kernels', () => {
  expect(layerDefinition('Custom>QuantizedSeparableConv2D')).toBe(quantizemlSeparableConv2d);
  const { quantizer, quantizerDw } = parseConfig(quantizemlSeparableConv2d.params, config);
  expect([quantizerDw.bits, quantizer.bits]).toEqual([2, 4]);
});

it('convolves channel by channel, then across', () => {
  const weights = {
    depthwise_kernel: floats([1, 1, 2, 1], [2, 3]),
    pointwise_kernel: floats([1, 1, 2, 2], [1, 10, 1, 100]),
    bias: floats([2], [0.5, 0]),
  };
  const output = runDefinition(
    quantizemlSeparableConv2d,
    config,
    weights,
    floats([1, 1, 1, 2], [1, 1]),
  );
  expect([...output.data]).toEqual([5.5, 320]);
});
