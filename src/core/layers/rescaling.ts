import { tensor } from '../tensor/tensor.ts';
import { defineLayer } from './define.ts';
import { numberOrList, ParamError } from './params.ts';
import { onlyInput, passShape } from './shapes.ts';

export const rescaling = defineLayer({
  className: 'Rescaling',
  aliases: ['Custom>QuantizedRescaling'],
  role: 'rescaling',
  doc: 'Scales and shifts the input: y = x * scale + offset.',
  source: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/',
  params: {
    scale: numberOrList('scale', 'Factor, or one per channel.'),
    offset: numberOrList('offset', 'Added after scaling, or one per channel.', 0),
  },
  outputShape: passShape,
  forward: ({ config, inputs }) => {
    const input = onlyInput(inputs);
    const channels = input.shape.at(-1) ?? 1;
    const { scale, offset } = rescalingChannels(config, channels);
    // Two float32 steps, as TensorFlow takes them.
    const output = input.data.map(
      (x, i) => Math.fround(x * (scale[i % channels] as number)) + (offset[i % channels] as number),
    );
    return tensor(output, input.shape);
  },
});

/** Factor and offset of each channel, float32. @throws ParamError where a list is not one number a channel */
export function rescalingChannels(
  { scale, offset }: Readonly<Record<'scale' | 'offset', number | readonly number[]>>,
  channels: number,
): { readonly scale: Float32Array; readonly offset: Float32Array } {
  return { scale: perChannel(scale, channels), offset: perChannel(offset, channels) };
}

function perChannel(value: number | readonly number[], channels: number): Float32Array {
  const list = typeof value === 'number' ? [value] : value;
  if (list.length !== 1 && list.length !== channels) {
    throw new ParamError(`one number, or one for each of the ${channels} channels`, value);
  }
  return Float32Array.from({ length: channels }, (_, c) => list[c % list.length] ?? 0);
}
