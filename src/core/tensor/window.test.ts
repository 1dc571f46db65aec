import { expect, it } from 'vitest';
import { windowAxis } from './window.ts';

// Values as TensorFlow computes them (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
it.each([
  [28, 3, 1, 'same', 28, 1],
  [28, 3, 2, 'same', 14, 0],
  [27, 3, 2, 'same', 14, 1],
  [28, 2, 2, 'same', 14, 0],
  [5, 2, 2, 'same', 3, 0],
  [28, 3, 1, 'valid', 26, 0],
  [28, 5, 2, 'valid', 12, 0],
  [2, 5, 1, 'valid', 0, 0],
  [7, 5, 3, 'same', 3, 2],
] as const)(
  '%i cells, window %i, stride %i, %s',
  (input, window, stride, padding, output, before) => {
    expect(windowAxis(input, window, stride, padding)).toEqual({ output, before });
  },
);
