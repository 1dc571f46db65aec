import { fixTester, type AppliedCase } from '../testing/fixTester.ts';
import { quantizedConv, quantizedDense, quantizedRelu } from '../testing/layerSpecs.ts';
import { pointwiseToSeparable } from './pointwiseToSeparable.ts';

const point = { kernel_size: [1, 1] };
const many = (bits: number, channels: number, more: object = {}): AppliedCase => ({
  name: `${channels} channels at ${bits} bits`,
  input: [4, 4, channels],
  options: { inputIsImage: false },
  layers: [
    quantizedConv('c', bits, { ...point, ...more }),
    quantizedRelu('r', 4),
    ['Flatten', { name: 'f' }],
    quantizedDense('d', 4),
  ],
  layer: 'c',
  rule: 'hw-filter-memory',
  exact: true,
  becomes: [...['QuantizedSeparableConv2D c', 'QuantizedReLU r', 'Flatten f', 'QuantizedDense d']],
});

fixTester(pointwiseToSeparable, {
  applies: [many(4, 449), many(4, 600, { use_bias: false }), many(2, 897, { padding: 'valid' })],
  refuses: [
    {
      ...many(4, 449),
      name: 'a 3x3 kernel, which reads more than its own cell',
      layers: [quantizedConv('c', 4)],
    },
    {
      ...many(4, 449),
      name: 'a stride',
      layers: [quantizedConv('c', 4, { ...point, strides: [2, 2] })],
    },
    { ...many(4, 449), name: '8-bit weights', layers: [quantizedConv('c', 8, point)] },
  ],
});
