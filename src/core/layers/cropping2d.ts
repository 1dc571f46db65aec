import { shiftWindow } from '../kernels/resize.ts';
import { inChannelsLast } from '../kernels/transpose.ts';
import { resizedShape } from './convolution.ts';
import { defineLayer } from './define.ts';
import { sides } from './params.ts';
import { poolParams } from './pooling.ts';
import { onlyInput } from './shapes.ts';

export const cropping2d = defineLayer({
  className: 'Cropping2D',
  role: 'other',
  doc: 'Cuts rows and columns off the image.',
  source: 'https://keras.io/api/layers/reshaping_layers/cropping2d/',
  params: {
    cropping: sides('cropping', 'Cells cut off: ((top, bottom), (left, right)).', [
      [0, 0],
      [0, 0],
    ]),
    dataFormat: poolParams.dataFormat,
  },
  outputShape: ({ cropping, dataFormat }, [input]) =>
    resizedShape(dataFormat, input, (size, axis) => size - cropping[axis][0] - cropping[axis][1]),
  forward: ({ config: { cropping, dataFormat }, inputs }) =>
    inChannelsLast(dataFormat, onlyInput(inputs), (input) => {
      const [[top, bottom], [left, right]] = cropping;
      return shiftWindow(input, [
        [-top, -bottom],
        [-left, -right],
      ]);
    }),
});
