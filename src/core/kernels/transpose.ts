import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';

/**
 * Reorders the axes: axis `i` of the result is axis `axes[i]` of the input.
 * @example shape [2, 3, 4], axes [0, 2, 1]  ->  shape [2, 4, 3]
 */
export function transpose(input: Tensor, axes: readonly number[]): Tensor {
  const strides = input.shape.map((_, axis) => sizeOf(input.shape.slice(axis + 1)));
  const shape = axes.map((axis) => input.shape[axis] ?? 1);
  const steps = axes.map((axis) => strides[axis] ?? 1);
  const output = new Float32Array(input.data.length);
  const position = shape.map(() => 0);
  let from = 0;
  for (let at = 0; at < output.length; at++) {
    output[at] = input.data[from] as number;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (position[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 1)) {
        position[axis] = next;
        from += steps[axis] ?? 1;
        break;
      }
      position[axis] = 0;
      from -= (next - 1) * (steps[axis] ?? 1);
    }
  }
  return tensor(output, shape);
}

/** Axis order of image data. */
export type DataFormat = 'channels_last' | 'channels_first';

/** Runs a channels_last kernel on data of either format: NCHW goes in and out by way of NHWC. */
export function inChannelsLast(
  dataFormat: DataFormat,
  input: Tensor,
  run: (nhwc: Tensor) => Tensor,
): Tensor {
  if (dataFormat === 'channels_last') return run(input);
  return nchwFromNhwc(run(nhwcFromNchw(input)));
}

/** [batch, channels, ...spatial] to [batch, ...spatial, channels]. */
export function nhwcFromNchw(input: Tensor): Tensor {
  const spatial = input.shape.slice(2).map((_, i) => i + 2);
  return transpose(input, [0, ...spatial, 1]);
}

/** [batch, ...spatial, channels] to [batch, channels, ...spatial]. */
export function nchwFromNhwc(input: Tensor): Tensor {
  const last = input.shape.length - 1;
  const spatial = input.shape.slice(1, -1).map((_, i) => i + 1);
  return transpose(input, [0, last, ...spatial]);
}
