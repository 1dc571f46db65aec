import { fail } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import {
  formatShape,
  sizeOf,
  tensor,
  type NumericArray,
  type Shape,
  type Tensor,
} from '../tensor/tensor.ts';
import { scalesItself, type InputScaling } from '../analysis/inputScaling.ts';

/** Input data of a model: one array, or one per input layer under its name. */
export type RunInputs = Tensor<NumericArray> | Readonly<Record<string, Tensor<NumericArray>>>;

/** Values of the largest layer that a batch may hold at once: 16 MB of float32. */
const BATCH_VALUES = 1 << 22;
const MAX_BATCH = 256;

/**
 * The inputs in the order of the graph's inputs.
 * @throws StudioError forward/missing-input, forward/input-shape, forward/batch-mismatch
 */
export function inputsInOrder(
  graph: ModelGraph,
  inputs: RunInputs,
): readonly Tensor<NumericArray>[] {
  const ordered = graph.inputs.map(({ layer }) => {
    const data = isTensor(inputs)
      ? graph.inputs.length === 1
        ? inputs
        : undefined
      : inputs[layer];
    if (!data) {
      const received = isTensor(inputs) ? [] : Object.keys(inputs);
      fail(
        'forward/missing-input',
        { layer },
        layer,
        graph.inputs.map((i) => i.layer),
        received,
      );
    }
    return shapedFor(graph, layer, data);
  });
  const counts = new Set(ordered.map((data) => data.shape[0] ?? 0));
  if (counts.size > 1) fail('forward/batch-mismatch', {}, [...counts]);
  if (counts.has(0)) fail('forward/input-shape', {}, 'at least one sample', 'no sample');
  return ordered;
}

function isTensor(inputs: RunInputs): inputs is Tensor<NumericArray> {
  return Array.isArray(inputs['shape']) && ArrayBuffer.isView(inputs['data']);
}

/** The data in the input layer's shape: vectors may come as (N, 1, 1, C), 1x1 images as (N, C). */
function shapedFor(
  graph: ModelGraph,
  layer: string,
  input: Tensor<NumericArray>,
): Tensor<NumericArray> {
  const expected = outputShapes(graph).output(layer);
  const { shape, data } = input;
  const isVector = shape.length === 4 && shape[1] === 1 && shape[2] === 1;
  const alike = [shape, ...(isVector ? [[shape[0] ?? 0, shape[3] ?? 0]] : [])];
  if (shape.length === 2) alike.push([shape[0] ?? 0, 1, 1, shape[1] ?? 0]);
  const fitting = alike.find((dims) => expected === undefined || fits(dims, expected));
  if (fitting && sizeOf(shape) === data.length) return tensor(data, fitting);
  fail('forward/input-shape', { layer }, formatShape(expected ?? []), formatShape(shape));
}

function fits(shape: readonly number[], expected: Shape): boolean {
  return (
    shape.length === expected.length &&
    shape.every((dim, axis) => axis === 0 || expected[axis] === null || expected[axis] === dim)
  );
}

/** Samples that the runner computes at once, so that no layer's output grows beyond 16 MB. */
export function defaultBatchSize(graph: ModelGraph): number {
  const shapes = outputShapes(graph);
  const sizes = graph.layers.map((node: LayerNode) =>
    sizeOf((shapes.output(node.name) ?? []).slice(1).map((dim) => dim ?? 1)),
  );
  return Math.min(Math.max(Math.floor(BATCH_VALUES / Math.max(...sizes, 1)), 1), MAX_BATCH);
}

/** Samples `from` to `to`, of the inputs' own type. */
export function samplesOf<A extends NumericArray>(
  { shape, data }: Tensor<A>,
  from: number,
  to: number,
): Tensor<A> {
  const size = sizeOf(shape.slice(1));
  return tensor(data.subarray(from * size, to * size) as A, [to - from, ...shape.slice(1)]);
}

/** Samples `from` to `to` of an input, as float32. */
export function sliceSamples(input: Tensor<NumericArray>, from: number, to: number): Tensor {
  return asFloat32(samplesOf(input, from, to));
}

/** The same values as float32; the same array where they are. */
export function asFloat32({ data, shape }: Tensor<NumericArray>): Tensor {
  return tensor(data instanceof Float32Array ? data : new Float32Array(data), shape);
}

/** Puts the outputs of one layer for successive batches together. */
export class BatchCollector {
  private readonly parts = new Map<string, Tensor>();

  /** @param total  samples over all batches; the arrays are allocated at the first batch */
  constructor(private readonly total: number) {}

  add(name: string, from: number, part: Tensor): void {
    const size = sizeOf(part.shape.slice(1));
    let whole = this.parts.get(name);
    if (!whole) {
      const shape = [this.total, ...part.shape.slice(1)];
      whole = tensor(new Float32Array(sizeOf(shape)), shape);
      this.parts.set(name, whole);
    }
    whole.data.set(part.data, from * size);
  }

  get collected(): ReadonlyMap<string, Tensor> {
    return this.parts;
  }
}

/** What a Keras model takes for the pixels that its converted model takes: the pixels where it has a Rescaling layer, else `unscaled`. */
export function kerasInputs(
  graph: ModelGraph,
  pixels: Tensor<NumericArray>,
  scaling: InputScaling,
): Tensor<NumericArray> {
  return scalesItself(graph) ? pixels : unscaled(pixels, scaling);
}

/**
 * keras_input = (akida_input - shift) / scale
 * @param pixels  as the converted model takes them, any shape
 * @source docs/reference/integer-semantics.md#input-scaling
 */
export function unscaled(pixels: Tensor<NumericArray>, [scale, shift]: InputScaling): Tensor {
  const { data } = pixels;
  const unscaled = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) unscaled[i] = ((data[i] as number) - shift) / scale;
  return tensor(unscaled, pixels.shape);
}
