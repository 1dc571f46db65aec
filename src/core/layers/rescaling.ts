import { defineLayer } from './define.ts';
import { float } from './params.ts';
import { passShape } from './shapes.ts';

export const rescaling = defineLayer({
  className: 'Rescaling',
  role: 'rescaling',
  doc: 'Scales and shifts the input: y = x * scale + offset.',
  source: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/',
  params: {
    scale: float('scale', 'Factor.'),
    offset: float('offset', 'Added after scaling.', 0),
  },
  outputShape: passShape,
});
