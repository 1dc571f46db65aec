import { expect, it } from 'vitest';
import { standardDeviation } from './statistics.ts';

/** The same weights on every machine: a multiplication that wraps at 2^32, as a number from -0.5 to 0.5. */
function weightAt(i: number): number {
  return (Math.imul(i, 2654435761) >>> 0) / 2 ** 32 - 0.5;
}

// tf.math.reduce_std of TensorFlow 2.10 for these weights: of all of them, per last axis its first value, its last, and the sum.
// Few rows, many rows, rows and channels that leave a rest, more than one stretch, one channel.
it.each([
  [9, 8, 0.29163724184036255, 0.2644493877887726, 0.362588107585907, 1.9086624830961227],
  [16, 8, 0.2891823947429657, 0.2689667344093323, 0.30230623483657837, 2.291374832391739],
  [17, 17, 0.2896541655063629, 0.25163891911506653, 0.25163891911506653, 4.483319699764252],
  [72, 16, 0.28869590163230896, 0.289615660905838, 0.2866653501987457, 4.603757172822952],
  [300, 6, 0.2887871563434601, 0.2893114686012268, 0.2892134487628937, 1.7326812744140625],
  [1150, 24, 0.28868159651756287, 0.28880929946899414, 0.2891444265842438, 6.9278881549835205],
  [20000, 1, 0.2886865735054016, 0.2886865735054016, 0.2886865735054016, 0.2886865735054016],
])('%i x %i: TensorFlow’s standard deviation to the last bit', (rows, channels, ...expected) => {
  const data = Float32Array.from({ length: rows * channels }, (_, i) => weightAt(i));
  const kernel = { data, shape: [rows, channels] };
  const perAxis = standardDeviation(kernel, true);
  const sum = perAxis.reduce((total: number, std) => total + std, 0);
  expect([standardDeviation(kernel, false)[0], perAxis[0], perAxis.at(-1), sum]).toEqual(expected);
});
