import { expect, it } from 'vitest';
import { snakeCase } from './readKerasZip.ts';

// Names of the groups that Keras 3.15 wrote into src/fixtures/golden/keras3, and the two classes that other files name otherwise.
it.each([
  ['Conv2D', 'conv2d'],
  ['SeparableConv2D', 'separable_conv2d'],
  ['ReLU', 're_lu'],
  ['BatchNormalization', 'batch_normalization'],
  ['GlobalAveragePooling2D', 'global_average_pooling2d'],
  ['InputLayer', 'input_layer'],
  ['QuantizedConv2D', 'quantized_conv2d'],
  ['my_package>MyLayer', 'my_layer'],
])('%s -> %s', (className, name) => {
  expect(snakeCase(className)).toBe(name);
});
