import { windowAxis } from '../../tensor/window.ts';
import { defineHardwareRule } from './defineHardwareRule.ts';

export const hwPoolRows = defineHardwareRule({
  id: 'hw-pool-rows',
  title: 'Map too small behind the max pool',
  doc: 'Behind the max pool of the input convolution the second dimension is at least 2.',
  check: ({ name, kind, pooling, convolution, padding }, { layers }) => {
    const limit = layers[kind].minPooledRows;
    if (!limit || pooling.type !== 'max' || !convolution) return [];
    const along = (axis: 0 | 1): number =>
      windowAxis(convolution[axis], pooling.size[axis], pooling.strides[axis], padding).output;
    if (along(1) >= limit.value) return [];
    const size = `${along(0)}x${along(1)}`;
    return [
      {
        message: `Max pooling leaves "${name}" a map of ${size}.`,
        expected: `a second dimension of at least ${limit.value}`,
        received: size,
        hint: 'Use a larger input, a smaller stride, or no pool in the first layer.',
        source: limit.source,
      },
    ];
  },
});
