import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileQatKernels } from '../../../../scripts/buildQatKernels.mjs';
import { sizeOf } from '../../tensor/tensor.ts';
import { seededRandom } from '../../testing/random.ts';
import { prepareBackend } from '../prepareBackend.ts';
import { kernelsBase64 } from './kernels.generated.ts';

/** Sums of a few thousand float32 products in another order. */
const TOLERANCE = 3e-6;

beforeAll(async () => {
  await prepareBackend('cpu');
  await prepareBackend('wasm');
});

it('the generated module is what the sources give', () => {
  expect(compileQatKernels()).toContain(kernelsBase64);
});

/** Runs a kernel on both backends on the same random inputs and compares the results. */
async function compare(
  kernel: string,
  shapes: Readonly<Record<string, readonly number[]>>,
  attributes: object,
): Promise<void> {
  const random = seededRandom(5);
  const values = Object.entries(shapes).map(([name, shape]) => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => random() * 2 - 1);
    return [name, data, shape] as const;
  });
  const results: Float32Array[] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const inputs = Object.fromEntries(
      values.map(([name, data, shape]) => [name, tf.tensor(data, [...shape])]),
    );
    const output = tf.engine().runKernel<tf.Tensor>(kernel, inputs, attributes as tf.NamedAttrMap);
    results.push((await output.data()) as Float32Array);
    tf.dispose([inputs, output]);
  }
  const [expected = new Float32Array(), received = new Float32Array()] = results;
  expect(received.length).toBe(expected.length);
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  expected.forEach((value, i) => {
    expect(Math.abs((received[i] ?? NaN) - value)).toBeLessThanOrEqual(TOLERANCE * largest);
  });
}

interface Geometry {
  readonly input: readonly [batch: number, height: number, width: number, channels: number];
  readonly kernel: readonly [number, number];
  readonly filters: number;
  readonly strides: readonly [number, number];
  readonly pad: 'same' | 'valid';
}

const GEOMETRIES: readonly Geometry[] = [
  { input: [2, 7, 9, 4], kernel: [3, 3], filters: 8, strides: [1, 1], pad: 'same' },
  { input: [2, 8, 8, 5], kernel: [3, 3], filters: 11, strides: [2, 2], pad: 'same' },
  { input: [3, 9, 8, 1], kernel: [5, 3], filters: 6, strides: [2, 1], pad: 'valid' },
  { input: [2, 6, 5, 9], kernel: [1, 1], filters: 13, strides: [1, 1], pad: 'same' },
  { input: [5, 1, 1, 30], kernel: [1, 1], filters: 10, strides: [1, 1], pad: 'valid' },
  { input: [1, 4, 4, 3], kernel: [4, 4], filters: 4, strides: [1, 1], pad: 'same' },
  { input: [2, 9, 9, 3], kernel: [1, 1], filters: 5, strides: [3, 2], pad: 'valid' },
  { input: [2, 11, 7, 6], kernel: [3, 2], filters: 7, strides: [3, 3], pad: 'valid' },
];

describe.each(GEOMETRIES)('%j', ({ input, kernel, filters, strides, pad }) => {
  const info = tf.backend_util.computeConv2DInfo(
    [...input],
    [...kernel, input[3], filters],
    [...strides],
    1,
    pad,
  );
  const output = [input[0], info.outHeight, info.outWidth] as const;
  const common = { strides, pad, dataFormat: 'NHWC', dilations: [1, 1] };

  it('Conv2DBackpropFilter', () =>
    compare(
      tf.Conv2DBackpropFilter,
      { x: input, dy: [...output, filters] },
      { ...common, filterShape: [...kernel, input[3], filters] },
    ));
  it('Conv2DBackpropInput', () =>
    compare(
      tf.Conv2DBackpropInput,
      { dy: [...output, filters], filter: [...kernel, input[3], filters] },
      { ...common, inputShape: input },
    ));
  it('DepthwiseConv2dNativeBackpropFilter', () =>
    compare(
      tf.DepthwiseConv2dNativeBackpropFilter,
      { x: input, dy: [...output, input[3]] },
      { ...common, filterShape: [...kernel, input[3], 1] },
    ));
  it('DepthwiseConv2dNativeBackpropInput', () =>
    compare(
      tf.DepthwiseConv2dNativeBackpropInput,
      { dy: [...output, input[3]], filter: [...kernel, input[3], 1] },
      { ...common, inputShape: input },
    ));
  it('MaxPoolGrad', () =>
    compare(
      tf.MaxPoolGrad,
      { dy: [...output, input[3]], input, output: [...output, input[3]] },
      { filterSize: kernel, strides, pad },
    ));
});
