import type { Shape } from '../tensor/tensor.ts';
import { defineLayer, type LayerDefinition } from './define.ts';
import { int, ParamError } from './params.ts';
import { onlyInput } from './shapes.ts';

const params = {
  height: int('height', 'Rows of the output.'),
  width: int('width', 'Columns of the output.'),
};

export const centerCrop = defineResize({
  className: 'CenterCrop',
  page: 'image_preprocessing/center_crop',
  doc: 'Cuts the middle out of a picture.',
});

export const randomCrop = defineResize({
  className: 'RandomCrop',
  page: 'image_augmentation/random_crop',
  doc: 'Cuts a piece out of a picture: anywhere while training, the middle at inference.',
});

export const resizing = defineResize({
  className: 'Resizing',
  page: 'image_preprocessing/resizing',
  doc: 'Gives a picture another size.',
});

/** A layer that gives pictures a size: what tells it from the others. */
interface Resize {
  readonly className: string;
  /** Its page of Keras' documentation. */
  readonly page: string;
  readonly doc: string;
}

/** Computed where the picture has that size already, as it is then in all of them. */
function defineResize({ className, page, doc }: Resize): LayerDefinition<typeof params> {
  return defineLayer({
    className,
    role: 'other',
    doc,
    source: `https://keras.io/api/layers/preprocessing_layers/${page}/`,
    params,
    outputShape: ({ height, width }, [input]): Shape => {
      if (input?.length !== 4) throw new ParamError('a picture with channels', input);
      return [input[0] ?? null, height, width, input[3] ?? null];
    },
    forward: ({ config: { height, width }, inputs }) => {
      const input = onlyInput(inputs);
      if (input.shape[1] === height && input.shape[2] === width) return input;
      const sizes = [input.shape[1], input.shape[2]].join('x');
      throw new ParamError(`pictures of ${height}x${width}, the size that it makes`, sizes);
    },
  });
}
