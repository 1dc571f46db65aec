import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../ir/json.ts';
import { parseConfig } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { nchwFromNhwc, nhwcFromNchw, transpose } from './transpose.ts';

function ramp(shape: readonly number[]): Tensor {
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i)),
    shape,
  );
}

it('moves values to their place on the new axes', () => {
  const moved = transpose(tensor(Float32Array.from([0, 1, 2, 3, 4, 5]), [1, 2, 3]), [2, 0, 1]);
  expect(moved.shape).toEqual([3, 1, 2]);
  expect([...moved.data]).toEqual([0, 3, 1, 4, 2, 5]);
  const image = ramp([2, 3, 4, 5]);
  expect(nhwcFromNchw(nchwFromNhwc(image))).toEqual(image);
});

/** TensorFlow on a CPU does not run channels_first: it must be the same layer between two transposes. */
describe('channels_first', () => {
  const cases: readonly (readonly [className: string, serialized: JsonObject])[] = [
    ['Conv2D', { filters: 3, kernel_size: [3, 2], strides: [2, 1], activation: 'softmax' }],
    ['DepthwiseConv2D', { kernel_size: 3, padding: 'same', depth_multiplier: 2 }],
    ['SeparableConv2D', { filters: 3, kernel_size: 3 }],
    ['MaxPooling2D', { pool_size: [2, 3] }],
    ['AveragePooling2D', { padding: 'same' }],
    ['GlobalAveragePooling2D', { keepdims: true }],
    ['ZeroPadding2D', { padding: [1, 2] }],
    ['Cropping2D', { cropping: [1, 2] }],
    ['UpSampling2D', { size: [1, 2] }],
  ];

  it.each(cases)('%s', (className, serialized) => {
    const definition = layerDefinition(className);
    const image = ramp([2, 6, 7, 4]);
    const run = (dataFormat: string, input: Tensor) => {
      const config = parseConfig(definition?.params ?? {}, {
        ...serialized,
        data_format: dataFormat,
      });
      const specs = definition?.weights?.(config, [input.shape]) ?? [];
      const weights = Object.fromEntries(specs.map(({ name, shape }) => [name, ramp(shape)]));
      const outputShape = definition?.outputShape(config, [input.shape]) as readonly number[];
      const inputs = [input];
      const output = definition?.forward?.({ config, weights, inputs, outputShape, kerasMajor: 2 });
      expect(output?.shape).toEqual(outputShape);
      return output ?? input;
    };
    const last = run('channels_last', image);
    expect(nhwcFromNchw(run('channels_first', nchwFromNhwc(image)))).toEqual(last);
  });
});
