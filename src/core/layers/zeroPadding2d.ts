import { shiftWindow } from '../kernels/resize.ts';
import { inChannelsLast } from '../kernels/transpose.ts';
import { resizedShape } from './convolution.ts';
import { defineLayer } from './define.ts';
import { sides } from './params.ts';
import { poolParams } from './pooling.ts';
import { onlyInput } from './shapes.ts';

export const zeroPadding2d = defineLayer({
  className: 'ZeroPadding2D',
  role: 'other',
  doc: 'Adds rows and columns of zeros around the image.',
  source: 'https://keras.io/api/layers/reshaping_layers/zero_padding2d/',
  params: {
    padding: sides('padding', 'Cells added: ((top, bottom), (left, right)).', [
      [1, 1],
      [1, 1],
    ]),
    dataFormat: poolParams.dataFormat,
  },
  outputShape: ({ padding, dataFormat }, [input]) =>
    resizedShape(dataFormat, input, (size, axis) => size + padding[axis][0] + padding[axis][1]),
  forward: ({ config: { padding, dataFormat }, inputs }) =>
    inChannelsLast(dataFormat, onlyInput(inputs), (input) => shiftWindow(input, padding)),
});
