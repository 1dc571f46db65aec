/** A sliding window over the two spatial axes: size, step, and cells added before the first one. */
export interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly before: readonly [number, number];
}
