import { expect, it } from 'vitest';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { convolve, convolveDepthwise, type ConvolutionGeometry } from './convolve.ts';

function ramp(shape: readonly number[], seed: number): Tensor {
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin(i * 1.7 + seed)),
    shape,
  );
}

/** Channels `from` to `to` of the last axis. */
function channels(input: Tensor, from: number, to: number): Tensor {
  const size = input.shape.at(-1) ?? 1;
  return tensor(
    input.data.filter((_, i) => i % size >= from && i % size < to),
    [...input.shape.slice(0, -1), to - from],
  );
}

const geometry: ConvolutionGeometry = {
  strides: [1, 2],
  padding: 'same',
  dilationRate: [1, 1],
  groups: 1,
};
const image = ramp([2, 5, 6, 4], 1);

// TensorFlow on a CPU does not run grouped convolutions: each group is a convolution of its own channels.
it('convolves groups of channels apart', () => {
  const kernel = ramp([3, 3, 2, 6], 2);
  const whole = convolve(image, kernel, { ...geometry, groups: 2 });
  for (const group of [0, 1]) {
    const part = convolve(
      channels(image, group * 2, group * 2 + 2),
      channels(kernel, group * 3, group * 3 + 3),
      geometry,
    );
    expect(channels(whole, group * 3, group * 3 + 3)).toEqual(part);
  }
});

it('gives one filter per channel the result of as many groups as channels', () => {
  const kernel = ramp([3, 3, 4, 1], 3);
  const grouped = convolve(image, tensor(kernel.data, [3, 3, 1, 4]), { ...geometry, groups: 4 });
  expect(convolveDepthwise(image, kernel, geometry)).toEqual(grouped);
});
