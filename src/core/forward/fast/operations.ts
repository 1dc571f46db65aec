import type { ModelGraph } from '../../ir/graph.ts';
import { add, average, maximum, minimum, multiply, subtract } from '../../layers/merging.ts';
import { concatenate } from '../../layers/concatenate.ts';
import { isLayer } from '../../layers/define.ts';
import { flatten } from '../../layers/flatten.ts';
import { layerDefinition } from '../../layers/index.ts';
import { reshape } from '../../layers/reshape.ts';
import { passForward } from '../../layers/shapes.ts';
import { zeroPadding2d } from '../../layers/zeroPadding2d.ts';
import { sameShape, sizeOf, tensor } from '../../tensor/tensor.ts';
import { runLayer, runShape } from '../runLayer.ts';
import type { RunStep } from '../steps.ts';
import { isSum, type Chain } from './chains.ts';
import { channelsInTurn, placeFinish } from './finish.ts';
import type { Heap, Value } from './heap.ts';
import { poolOperation } from './pools.ts';
import { sumOperation, type PackedSum } from './sums.ts';

/** What the operations of one model share. */
export interface Workshop {
  readonly graph: ModelGraph;
  readonly heap: Heap;
  /** Whether every output must be the reference's to the last bit. */
  readonly isExact: boolean;
  /** Weights as the kernels take them, by layer, part and kind of sum. */
  readonly packed: Map<string, PackedSum>;
}

/** Computes a new value; its inputs stay. */
export type ValueOperation = (inputs: readonly Value[]) => Value;

/** The code for a chain: the kernel for its first layer, or the reference. */
export function operationOf(workshop: Workshop, chain: Chain): ValueOperation {
  const [step] = chain.steps as readonly [RunStep];
  const { finish } = chain;
  if (isSum(step)) return sumOperation(workshop, step, finish);
  const pool = finish && poolOperation(workshop, step, finish);
  if (pool) return pool;
  if (finish) return elementwise(workshop, chain);
  return (
    passing(workshop, step) ??
    merging(workshop, step) ??
    padding(workshop, step) ??
    reference(workshop, step)
  );
}

/** Layers of the chain that work value by value, in one pass. */
function elementwise({ heap }: Workshop, { steps, finish }: Chain): ValueOperation {
  const [first] = steps as readonly [RunStep];
  let packed: { readonly channels: number; readonly address: number } | null = null;
  return ([input]) => {
    const { shape, address } = only(input);
    const channels = shape.at(-1) ?? 1;
    if (packed?.channels !== channels) {
      packed = { channels, address: placeFinish(heap, finish ?? {}, channelsInTurn(channels)) };
    }
    const output = heap.value(runShape(first.node, [shape]));
    heap.kernels.finish(address, output.address, sizeOf(shape), packed.address);
    return output;
  };
}

/** Layers that leave the values where they are. */
function passing({ heap }: Workshop, { node }: RunStep): ValueOperation | null {
  const isPassing =
    layerDefinition(node.className)?.forward === passForward ||
    isLayer(node, reshape) ||
    (isLayer(node, flatten) && node.config.dataFormat === 'channels_last');
  if (!isPassing) return null;
  return ([input]) => {
    const value = only(input);
    const shape = runShape(node, [value.shape]);
    // A Reshape that does not fit is told by the reference.
    return sizeOf(shape) === sizeOf(value.shape) ? heap.alias(value, shape) : value;
  };
}

/** As ../assembly/combine.ts has them. */
const DIVIDE = 5;
const COMBINING = [add, subtract, multiply, maximum, minimum] as const;

/** Element-wise merges of inputs of one shape, and joins along the last axis. */
function merging(workshop: Workshop, step: RunStep): ValueOperation | null {
  const { heap } = workshop;
  const { node } = step;
  if (isLayer(node, concatenate)) return joining(workshop, step);
  const found = COMBINING.findIndex((definition) => isLayer(node, definition));
  const isMean = isLayer(node, average);
  const operation = isMean ? 0 : found;
  if (operation < 0) return null;
  const others = reference(workshop, step);
  return (inputs) => {
    const [first, ...rest] = inputs;
    const isAlike = rest.every(({ shape }) => sameShape(shape, only(first).shape));
    if (!first || rest.length === 0 || !isAlike) return others(inputs);
    const output = heap.value(first.shape);
    const count = sizeOf(first.shape);
    let left = first;
    for (const right of rest) {
      heap.kernels.combine(left.address, right.address, output.address, count, operation);
      left = output;
    }
    if (isMean) {
      const by = heap.place(new Float32Array(count).fill(inputs.length), first.shape);
      heap.kernels.combine(output.address, by.address, output.address, count, DIVIDE);
      heap.release(by);
    }
    return output;
  };
}

/** Joins inputs along any axis: rows of each, one behind the other. */
function joining({ heap }: Workshop, { node }: RunStep): ValueOperation | null {
  if (!isLayer(node, concatenate)) return null;
  return (inputs) => {
    const shape = runShape(
      node,
      inputs.map((input) => input.shape),
    );
    const axis = node.config.axis < 0 ? shape.length + node.config.axis : node.config.axis;
    const output = heap.value(shape);
    const row = sizeOf(shape.slice(axis)) * 4;
    const rows = sizeOf(shape.slice(0, axis));
    let to = output.address;
    for (const input of inputs) {
      const bytes = sizeOf(input.shape.slice(axis)) * 4;
      heap.kernels.copyRows(input.address, bytes, to, row, rows, bytes);
      to += bytes;
    }
    return output;
  };
}

/** ZeroPadding2D of images whose channels come last. */
function padding({ heap }: Workshop, { node }: RunStep): ValueOperation | null {
  if (!isLayer(node, zeroPadding2d) || node.config.dataFormat !== 'channels_last') return null;
  const [[top], [left]] = node.config.padding;
  return ([input]) => {
    const { shape, address } = only(input);
    const [batch = 0, height = 0, width = 0, channels = 0] = shape;
    const output = heap.value(runShape(node, [shape]));
    const [, outHeight = 0, outWidth = 0] = output.shape;
    heap.floats(output.address, sizeOf(output.shape)).fill(0);
    const cell = channels * 4;
    for (let n = 0; n < batch; n++) {
      const from = address + n * height * width * cell;
      const to = output.address + ((n * outHeight + top) * outWidth + left) * cell;
      heap.kernels.copyRows(from, width * cell, to, outWidth * cell, height, width * cell);
    }
    return output;
  };
}

/** The reference's code on copies of the inputs. */
function reference({ graph, heap }: Workshop, { node, weights }: RunStep): ValueOperation {
  return (inputs) => {
    const given = inputs.map((input) => {
      const { data, shape } = heap.read(input);
      return tensor(data.slice(), shape);
    });
    const { data, shape } = runLayer(graph, node, weights, given);
    return heap.place(data, shape);
  };
}

function only(input: Value | undefined): Value {
  if (!input) throw new TypeError('an operation without input');
  return input;
}
