import { flatten, quantizedConv, quantizedDense, quantizedRelu } from '../testing/layerSpecs.ts';
import { fixTester } from '../testing/fixTester.ts';
import { narrowInputBits } from './narrowInputBits.ts';

fixTester(narrowInputBits, {
  applies: [
    {
      name: '4-bit spikes into Dense on nsoc-v1',
      layers: [quantizedConv('c', 8), quantizedRelu('r', 4), flatten('f'), quantizedDense('d', 4)],
      layer: 'd',
      rule: 'hw-input-bits',
      options: { target: 'nsoc-v1' },
      exact: false,
      becomes: ['QuantizedConv2D c', 'QuantizedReLU r', 'Flatten f', 'QuantizedDense d'],
    },
  ],
  refuses: [{ name: 'the first layer', layers: [quantizedConv('c', 8)], layer: 'c' }],
});
