import type { LayerSpec } from '../testing/buildChain.ts';
import { conv, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { quantizemlLayers } from './quantizemlLayers.ts';

const bits = (bitwidth: number) => ({ weight_quantizer: { bitwidth } });

function qConv(name: string, bitwidth: number): LayerSpec {
  const config = { name, filters: 4, kernel_size: [3, 3], padding: 'same' };
  return ['Custom>QuantizedConv2D', { ...config, quant_config: bits(bitwidth) }];
}

function qRelu(name: string, more: object = {}): LayerSpec {
  const quantizer = { output_quantizer: { bitwidth: 4, signed: false, axis: 'per-tensor' } };
  return ['Custom>QuantizedReLU', { name, max_value: 6, quant_config: quantizer, ...more }];
}

const pixels: LayerSpec = ['Custom>InputQuantizer', { name: 'q', bitwidth: 8, signed: false }];
const mean: LayerSpec = ['Custom>QuantizedGlobalAveragePooling2D', { name: 'g' }];
const small = [pixels, qConv('a', 8), qRelu('r')];

ruleTester(quantizemlLayers, {
  accepts: [
    { name: 'pixels and few bits', layers: [...small, qConv('b', 4)] },
    { name: 'an average of 256 cells', layers: [...small, qConv('b', 4), mean] },
    { name: 'a model of Keras', layers: [conv('c'), relu('r', { max_value: null })] },
  ],
  rejects: [
    { name: 'sparse inputs', layers: small, options: { inputIsImage: false }, on: ['a', 'a'] },
    { name: 'no ReLU behind the first layer', layers: [pixels, qConv('a', 8)], on: ['a'] },
    {
      name: 'signed inputs',
      layers: [['Custom>InputQuantizer', { name: 'q' }], qConv('a', 8), qRelu('r')],
      on: ['q'],
    },
    { name: 'inner weights of 8 bits', layers: [...small, qConv('b', 8)], on: ['b'] },
    { name: 'pixel weights of 2 bits', layers: [pixels, qConv('a', 2), qRelu('r')], on: ['a'] },
    {
      name: 'other bits in the two kernels',
      layers: [
        ...small,
        [
          'Custom>QuantizedSeparableConv2D',
          {
            name: 's',
            filters: 4,
            kernel_size: [3, 3],
            quant_config: {
              dw_weight_quantizer: { bitwidth: 2 },
              pw_weight_quantizer: { bitwidth: 4 },
            },
          },
        ],
      ],
      on: ['s'],
    },
    {
      name: 'a ReLU without an end',
      layers: [pixels, qConv('a', 8), qRelu('r', { max_value: null })],
      on: ['r'],
    },
    {
      name: 'a ReLU that nothing quantizes',
      layers: [...small, qConv('b', 4), qRelu('last', { quant_config: { buffer_bitwidth: 32 } })],
      on: ['last'],
    },
    {
      name: 'an average of more cells',
      input: [17, 16, 3],
      layers: [...small, qConv('b', 4), mean],
      on: ['g'],
    },
  ],
});
