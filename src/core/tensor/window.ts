/** Padding modes of Keras convolutions and pools. */
export type Padding = 'same' | 'valid';

/** How a window slides along one axis. */
export interface WindowAxis {
  /** Output positions. */
  readonly output: number;
  /** Cells added before the first input cell. */
  readonly before: number;
}

/**
 * Output size and leading padding of a sliding window along one axis.
 *     same:  output = ceil(input / stride), total = max((output - 1) * stride + window - input, 0), before = floor(total / 2)
 *     valid: output = floor((input - window) / stride) + 1 (0 when the window does not fit), before = 0
 * The odd cell of 'same' padding goes to the end, as TensorFlow does.
 * @source https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
 */
export function windowAxis(
  input: number,
  window: number,
  stride: number,
  padding: Padding,
): WindowAxis {
  if (padding === 'valid') {
    return { output: Math.max(Math.floor((input - window) / stride) + 1, 0), before: 0 };
  }
  const output = Math.ceil(input / stride);
  const total = Math.max((output - 1) * stride + window - input, 0);
  return { output, before: Math.floor(total / 2) };
}
