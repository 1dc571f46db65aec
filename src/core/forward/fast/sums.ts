import { applyActivation } from '../../layers/activations.ts';
import { weightOf } from '../../layers/define.ts';
import { isDense, isDepthwise, isSeparable } from '../../layers/layerGroups.ts';
import { sizeOf, type Tensor } from '../../tensor/tensor.ts';
import { windowAxis, type Padding } from '../../tensor/window.ts';
import { kerasMajorOf, runShape } from '../runLayer.ts';
import type { RunStep } from '../steps.ts';
import { channelsInTurn, placeFinish, type Finish } from './finish.ts';
import type { Heap, Value } from './heap.ts';
import type { ValueOperation, Workshop } from './operations.ts';
import { filterSizes, lanesOf, packKernel, type SumKind } from './packKernel.ts';
import { placeWindow, SUMS, type SlidingWindow } from './windows.ts';

/** Address of a layer's weights in the kernels' memory. */
export interface PackedSum {
  readonly weights: number;
}

interface Geometry {
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly dilationRate?: readonly [number, number];
  readonly groups?: number;
}

/** Convolutions, dense layers and their like, with what comes behind them. @param finish  null: their activation is the reference's */
export function sumOperation(
  workshop: Workshop,
  step: RunStep,
  finish: Finish | null,
): ValueOperation {
  const { node, weights } = step;
  if (finish) return sums(workshop, step, finish);
  const { heap, graph } = workshop;
  const bias = weights['bias']?.data;
  const inner = sums(workshop, step, bias ? { bias } : {});
  const { activation } = node.config as { readonly activation: string };
  return (inputs) => {
    const before = inner(inputs);
    const { data, shape } = heap.read(before);
    const copy: Tensor = { data: data.slice(), shape };
    heap.release(before);
    const after = applyActivation(activation, copy, kerasMajorOf(graph));
    return heap.place(after.data, after.shape);
  };
}

function sums(workshop: Workshop, step: RunStep, finish: Finish): ValueOperation {
  const { node } = step;
  if (isDense(node)) return denseOperation(workshop, step, finish);
  const geometry = node.config as Geometry;
  if (isSeparable(node)) {
    const depthwise = depthwiseOperation(workshop, step, {});
    const pointwise = convolution(workshop, step, 'pointwise_kernel', POINTWISE, finish);
    return ([input]) => {
      const between = depthwise(input as Value);
      const output = pointwise(between, runShape(node, [(input as Value).shape]));
      workshop.heap.release(between);
      return output;
    };
  }
  if (isDepthwise(node)) {
    const depthwise = depthwiseOperation(workshop, step, finish);
    return ([input]) => depthwise(input as Value);
  }
  const run = convolution(workshop, step, 'kernel', geometry, finish);
  return ([input]) => run(input as Value, runShape(node, [(input as Value).shape]));
}

const POINTWISE: Geometry = { kernelSize: [1, 1], strides: [1, 1], padding: 'valid' };

/** The kind of sum that a model and what comes behind it ask for. */
function kindOf({ isExact }: Workshop, finish: Finish): SumKind {
  if (!isExact) return 'plain';
  return finish.grid ? 'guarded' : 'exact';
}

function packed(
  { packed: all, heap }: Workshop,
  { node }: RunStep,
  name: string,
  kind: SumKind,
  pack: () => Float32Array | Float64Array,
): number {
  // Guarded sums take the weights of plain ones.
  const key = `${node.name}\n${name}\n${kind === 'exact' ? kind : 'plain'}`;
  const found = all.get(key) ?? { weights: heap.keep(pack()) };
  all.set(key, found);
  return found.weights;
}

/** An ordinary convolution. Its input may have any shape that holds whole images. */
function convolution(
  workshop: Workshop,
  step: RunStep,
  name: string,
  geometry: Geometry,
  finish: Finish,
): (input: Value, shape: readonly number[]) => Value {
  const { heap } = workshop;
  const kernel = weightOf(step.weights, name);
  const kind = kindOf(workshop, finish);
  const { groups = 1 } = geometry;
  const filters = (kernel.shape[3] ?? 1) / groups;
  const weights = packed(workshop, step, name, kind, () => packKernel(kernel, groups, kind));
  const sizes = kind === 'guarded' ? { filterSizes: filterSizes(kernel) } : {};
  const finishAt = placeFinish(heap, { ...finish, ...sizes }, lanesOf(groups, filters));
  return (input, shape) => {
    const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
    const { window, out } = windowOf(geometry, height, width);
    const output = heap.value(shape);
    const how = placeWindow(heap, {
      input,
      images: [batch, height, width, channels],
      output,
      out,
      window,
      finish: finishAt,
      weights,
      groups,
      filters,
      mode: SUMS[kind],
    });
    heap.kernels.convolve(how);
    return output;
  };
}

/** A dense layer is a convolution of images of one cell. */
function denseOperation(workshop: Workshop, step: RunStep, finish: Finish): ValueOperation {
  const kernel = weightOf(step.weights, 'kernel');
  const [channels = 1, units = 1] = kernel.shape;
  const matrix = { ...kernel, shape: [1, 1, channels, units] };
  const asImages = { ...step, weights: { ...step.weights, kernel: matrix } };
  const run = convolution(workshop, asImages, 'kernel', POINTWISE, finish);
  return ([input]) => {
    const value = input as Value;
    const rows = { ...value, shape: [sizeOf(value.shape) / channels, 1, 1, channels] };
    return run(rows, runShape(step.node, [value.shape]));
  };
}

/** One filter a channel, or several: then every channel is written so many times first. */
function depthwiseOperation(
  workshop: Workshop,
  step: RunStep,
  finish: Finish,
): (input: Value) => Value {
  const { heap } = workshop;
  const kernel = weightOf(step.weights, 'depthwise_kernel');
  const [, , , multiplier = 1] = kernel.shape;
  const kind = workshop.isExact ? 'exact' : 'plain';
  const weights = packed(workshop, step, 'depthwise_kernel', 'plain', () => kernel.data);
  const geometry = step.node.config as Geometry;
  let placed: { readonly channels: number; readonly address: number } | null = null;
  return (input) => {
    const [batch = 0, height = 0, width = 0, inputs = 0] = input.shape;
    const channels = inputs * multiplier;
    if (placed?.channels !== channels) {
      placed = { channels, address: placeFinish(heap, finish, channelsInTurn(channels)) };
    }
    const { window, out } = windowOf(geometry, height, width);
    const repeated =
      multiplier === 1 ? heap.alias(input, input.shape) : repeat(heap, input, multiplier);
    const output = heap.value([batch, ...out, channels]);
    const how = placeWindow(heap, {
      input: repeated,
      images: [batch, height, width, channels],
      output,
      out,
      window,
      finish: placed.address,
      weights,
      mode: SUMS[kind],
    });
    heap.kernels.convolveDepthwise(how);
    heap.release(repeated);
    return output;
  };
}

function repeat(heap: Heap, input: Value, times: number): Value {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const output = heap.value([batch, height, width, channels * times]);
  heap.kernels.repeatChannels(input.address, output.address, sizeOf(input.shape), times);
  return output;
}

function windowOf(
  { kernelSize, strides, padding, dilationRate = [1, 1] }: Geometry,
  height: number,
  width: number,
): { readonly window: SlidingWindow; readonly out: readonly [number, number] } {
  const along = (size: number, axis: 0 | 1) =>
    windowAxis(size, (kernelSize[axis] - 1) * dilationRate[axis] + 1, strides[axis], padding);
  const rows = along(height, 0);
  const columns = along(width, 1);
  return {
    window: {
      kernel: kernelSize,
      strides,
      dilation: dilationRate,
      before: [rows.before, columns.before],
    },
    out: [rows.output, columns.output],
  };
}
