import { conv, relu, quantizedConv, quantizedRelu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { supportedBits } from './supportedBits.ts';

fixTester(supportedBits, {
  applies: [
    {
      name: '3-bit weights',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4), quantizedConv('d', 3)],
      layer: 'd',
      rule: 'weight-bits',
      exact: false,
      becomes: ['QuantizedConv2D c', 'QuantizedReLU r', 'QuantizedConv2D d'],
    },
    {
      name: '8-bit spikes',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 8), quantizedConv('d', 4)],
      layer: 'r',
      rule: 'activation-bits',
      exact: false,
      becomes: ['QuantizedConv2D c', 'QuantizedReLU r', 'QuantizedConv2D d'],
    },
    {
      name: '8-bit inner weights',
      layers: [
        quantizedConv('c', 8),
        quantizedRelu('r', 4),
        quantizedConv('d', 8),
        quantizedRelu('s', 4),
      ],
      layer: 'd',
      rule: 'hw-weight-bits',
      exact: false,
      becomes: ['QuantizedConv2D c', 'QuantizedReLU r', 'QuantizedConv2D d', 'QuantizedReLU s'],
    },
    {
      name: 'a layer left in float',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4), conv('d')],
      layer: 'd',
      rule: 'quantization-missing',
      exact: false,
      becomes: ['QuantizedConv2D c', 'QuantizedReLU r', 'QuantizedConv2D d'],
    },
  ],
  refuses: [
    { name: 'a float model', layers: [conv('c'), relu('r')], layer: 'c' },

    { name: 'supported bits', layers: [quantizedConv('c', 8), quantizedRelu('r', 4)], layer: 'r' },
  ],
});
