import type { AkidaLayer, AkidaModel, AkidaPooling } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { diagnostic, fail, invariant, StudioError } from '../errors/diagnostic.ts';
import { FBZ_VERSION } from '../fbz/writeFbz.ts';
import { blocksOf, type Block } from '../ir/blocks.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../ir/outputShapes.ts';
import { isLayer } from '../layers/define.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { quantizedConv2d } from '../layers/quantizedConv2d.ts';
import { quantizedDense } from '../layers/quantizedDense.ts';
import { quantizedSeparableConv2d } from '../layers/quantizedSeparableConv2d.ts';
import { runPasses } from '../passes/define.ts';
import { beforeConvert } from '../passes/index.ts';
import { activationGrid, type ActivationGrid } from '../quantize/activationStep.ts';
import { convertThresholds } from './convertThresholds.ts';
import { convertWeights } from './convertWeights.ts';
import { inputScalingOf, type InputScaling } from './inputScaling.ts';

/** Settings of `convertModel`. */
export interface ConvertOptions {
  /** akida_input = scale * keras_input + shift. Default: the Rescaling layer's, or (1, 0). */
  readonly inputScaling?: InputScaling;
  /** True: uint8 images into an InputConvolutional. False: 4-bit values 0..15 into an InputData. Default: true. */
  readonly inputIsImage?: boolean;
}

/**
 * The conversion itself, of a model that no rule stands against: see `convertModel`, which checks first.
 * @throws StudioError convert/... for a value that cannot be converted
 */
export function convertGraph(graph: ModelGraph, options: ConvertOptions = {}): AkidaModel {
  const { inputIsImage = true } = options;
  const inputScaling = inputScalingOf(graph, options.inputScaling);
  const prepared = runPasses(graph, beforeConvert);
  const layers: AkidaLayer[] = [];
  if (!inputIsImage) layers.push(inputData(prepared));
  let scaling = inputScaling;
  for (const block of blocksOf(prepared).blocks) {
    const grid = activationOf(block);
    layers.push(convertBlock(block, grid, scaling, layers, prepared));
    if (grid) scaling = [1 / grid.step, 0];
  }
  return { version: FBZ_VERSION, layers };
}

function inputData(graph: ModelGraph): AkidaLayer {
  return {
    kind: 'InputData',
    name: `${graph.name}_input`,
    inputShape: inputShapeOf(graph),
    inputBits: 4,
    inputSigned: false,
  };
}

/** Input (x, y, c) of the model; (1, 1, n) for vectors. */
function inputShapeOf(graph: ModelGraph): readonly [number, number, number] {
  const input = graph.inputs[0]?.layer ?? '';
  const shape = outputShapes(graph).output(input);
  const dims = shape?.slice(1) ?? [];
  if (dims.length === 0 || dims.includes(null))
    fail('convert/open-input-shape', { layer: input }, shape ?? []);
  const [x, y, c] = dims.length === 1 ? [1, 1, dims[0]] : dims;
  return [x ?? 1, y ?? 1, c ?? 1];
}

function activationOf(block: Block): ActivationGrid | null {
  for (const node of block.layers) {
    const grid = activationGrid(node);
    if (grid) return grid;
  }
  return null;
}

function poolingOf(block: Block): AkidaPooling {
  for (const node of block.layers) {
    if (isLayer(node, globalAveragePooling2d)) return { type: 'globalAverage' };
    if (isLayer(node, maxPooling2d)) {
      const { poolSize, strides } = node.config;
      return { type: 'max', size: poolSize, strides: strides ?? poolSize };
    }
  }
  return { type: 'none' };
}

function convertBlock(
  block: Block,
  grid: ActivationGrid | null,
  inputScaling: InputScaling,
  before: readonly AkidaLayer[],
  graph: ModelGraph,
): AkidaLayer {
  const node = block.neural;
  const isInput = before.length === 0;
  const input = isInput ? inputShapeOf(graph) : outputOf(before);
  const pooling = poolingOf(block);
  const { weights, weightsPw, scaleFactor, perAxis } = convertWeights(node, input, isInput);
  const filters = filtersOf(node);
  const { threshold, actStep } = convertThresholds({
    layer: node.name,
    filters,
    inputScaling,
    scaleFactor,
    perAxis,
    bias: node.weights['bias']?.data ?? null,
    activation: grid,
    poolFactor: pooling.type === 'globalAverage' ? mapSize(block, graph) : 1,
    kernelSums: isInput ? kernelSums(weights, filters) : null,
  });
  const common = {
    name: node.name,
    activation: grid !== null,
    actBits: grid?.bits ?? 1,
    threshold,
    actStep,
  };
  if (isLayer(node, quantizedDense)) {
    const { units, quantizer } = node.config;
    return { kind: 'FullyConnected', ...common, units, weightBits: quantizer.bits, weights };
  }
  invariant(
    isLayer(node, quantizedConv2d) || isLayer(node, quantizedSeparableConv2d),
    node.className,
  );
  const { kernelSize, strides, padding, quantizer } = node.config;
  const convolution = {
    ...common,
    filters,
    kernelSize,
    strides,
    padding,
    pooling,
    weightBits: quantizer.bits,
  };
  if (weightsPw) return { kind: 'SeparableConvolutional', ...convolution, weights, weightsPw };
  if (!isInput) return { kind: 'Convolutional', ...convolution, weights };
  const paddingValue = Math.trunc(inputScaling[1]);
  return { kind: 'InputConvolutional', ...convolution, inputShape: input, paddingValue, weights };
}

function outputOf(layers: readonly AkidaLayer[]): readonly [number, number, number] {
  return geometryOf({ version: FBZ_VERSION, layers }).at(-1)?.output ?? [1, 1, 1];
}

function filtersOf(node: LayerNode): number {
  const { filters, units } = node.config as { filters?: number; units?: number };
  return filters ?? units ?? 0;
}

/** Cells of the map that GlobalAveragePooling2D averages. */
function mapSize(block: Block, graph: ModelGraph): number {
  const pool = block.layers.find((node) => isLayer(node, globalAveragePooling2d));
  const shape = pool && outputShapes(graph).inputs(pool)[0];
  const [, x, y] = shape ?? [];
  if (typeof x !== 'number' || typeof y !== 'number') {
    throw new StudioError([
      diagnostic('convert/open-input-shape', { layer: block.neural.name }, shape ?? []),
    ]);
  }
  return x * y;
}

/** Sum of an integer (kx, ky, C, N) kernel per filter. */
function kernelSums(weights: Int8Array, filters: number): Float64Array {
  const sums = new Float64Array(filters);
  for (let i = 0; i < weights.length; i++) {
    const n = i % filters;
    sums[n] = (sums[n] as number) + (weights[i] as number);
  }
  return sums;
}
