import { interpolateCells, repeatCells } from '../kernels/resize.ts';
import { inChannelsLast } from '../kernels/transpose.ts';
import { resizedShape } from './convolution.ts';
import { defineLayer } from './define.ts';
import { pair, ParamError, text } from './params.ts';
import { poolParams } from './pooling.ts';
import { onlyInput } from './shapes.ts';

export const upSampling2d = defineLayer({
  className: 'UpSampling2D',
  role: 'other',
  doc: 'Repeats or interpolates rows and columns.',
  source: 'https://keras.io/api/layers/reshaping_layers/up_sampling2d/',
  params: {
    size: pair('size', 'Factors for height and width.', [2, 2]),
    interpolation: text(
      'interpolation',
      '"nearest" repeats cells, "bilinear" blends them.',
      'nearest',
    ),
    dataFormat: poolParams.dataFormat,
  },
  outputShape: ({ size, dataFormat }, [input]) =>
    resizedShape(dataFormat, input, (cells, axis) => cells * size[axis]),
  forward: ({ config: { size, interpolation, dataFormat }, inputs }) => {
    const resize = { nearest: repeatCells, bilinear: interpolateCells }[interpolation];
    if (!resize) throw new ParamError('"nearest" or "bilinear" interpolation', interpolation);
    return inChannelsLast(dataFormat, onlyInput(inputs), (input) => resize(input, size));
  },
});
