import * as tf from '@tensorflow/tfjs-core';
import { prepareBackend, type BackendName } from '../../qat/prepareBackend.ts';
import { sizeOf } from '../../tensor/tensor.ts';
import { seededRandom } from '../random.ts';
import { largestRelativeError, type BackendCheck } from './check.ts';

/** Sums of a few thousand float32 products in another order. */
const TOLERANCE = 3e-6;

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

/** The kernels of backward passes: the current backend gives what the plain one gives, also where cells of a pool are equal. */
export function kernelChecks(): readonly BackendCheck[] {
  return GEOMETRIES.flatMap(({ input, kernel, filters, strides, pad }) => {
    const info = tf.backend_util.computeConv2DInfo(
      [...input],
      [...kernel, input[3], filters],
      [...strides],
      1,
      pad,
    );
    const output = [input[0], info.outHeight, info.outWidth] as const;
    const common = { strides, pad, dataFormat: 'NHWC', dilations: [1, 1] };
    const check = (name: string, shapes: Shapes, attributes: object, valueOf = plain) => ({
      name: `${name} of ${input.join(' x ')}, ${kernel.join(' x ')}, ${strides.join(' x ')}, ${pad}`,
      tolerance: TOLERANCE,
      error: () => kernelError(name, shapes, attributes as tf.NamedAttrMap, valueOf),
    });
    return [
      check(
        tf.Conv2DBackpropFilter,
        { x: input, dy: [...output, filters] },
        { ...common, filterShape: [...kernel, input[3], filters] },
      ),
      check(
        tf.Conv2DBackpropInput,
        { dy: [...output, filters], filter: [...kernel, input[3], filters] },
        { ...common, inputShape: input },
      ),
      check(
        tf.DepthwiseConv2dNativeBackpropFilter,
        { x: input, dy: [...output, input[3]] },
        { ...common, filterShape: [...kernel, input[3], 1] },
      ),
      check(
        tf.DepthwiseConv2dNativeBackpropInput,
        { dy: [...output, input[3]], filter: [...kernel, input[3], 1] },
        { ...common, inputShape: input },
      ),
      check(
        tf.MaxPoolGrad,
        { dy: [...output, input[3]], input, output: [...output, input[3]] },
        { filterSize: kernel, strides, pad },
        fewValues,
      ),
    ];
  });
}

type Shapes = Readonly<Record<string, readonly number[]>>;

const plain = (random: number) => random * 2 - 1;

/** Integers of which many are equal. */
const fewValues = (random: number) => Math.floor(random * 4) - 2;

/** Runs a kernel on the plain backend and on the current one, on the same random inputs. */
async function kernelError(
  kernel: string,
  shapes: Shapes,
  attributes: tf.NamedAttrMap,
  valueOf: (random: number) => number,
): Promise<number> {
  const current = tf.getBackend() as BackendName;
  const random = seededRandom(5);
  const values = Object.entries(shapes).map(([name, shape]) => {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => valueOf(random()));
    return [name, data, shape] as const;
  });
  const results: Float32Array[] = [];
  for (const backend of ['cpu', current] as const) {
    await prepareBackend(backend);
    const inputs = Object.fromEntries(
      values.map(([name, data, shape]) => [name, tf.tensor(data, [...shape])]),
    );
    const output = tf.engine().runKernel<tf.Tensor>(kernel, inputs, attributes);
    results.push(await output.data<'float32'>());
    tf.dispose([inputs, output]);
  }
  const [expected = new Float32Array(), received = new Float32Array()] = results;
  return largestRelativeError(received, expected);
}
