import type { LayerNode, ModelGraph, WeightMap } from '../ir/graph.ts';
import { isJsonObject, type JsonObject } from '../ir/json.ts';
import { dequantizer } from '../layers/dequantizer.ts';
import { isLayer } from '../layers/define.ts';
import { fractionBits, saturate } from '../layers/fixedPoint.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { inputQuantizer } from '../layers/inputQuantizer.ts';
import { isQuantizemlNeural } from '../layers/layerGroups.ts';
import {
  PADDED_CELLS,
  quantizerSetting,
  type QuantizemlConfig,
} from '../layers/quantizemlConfig.ts';
import {
  CHANNEL_LIMITS,
  quantizemlRelu,
  RANGE_MAX,
  RESCALING_RATE,
} from '../layers/quantizemlRelu.ts';
import { rescaling } from '../layers/rescaling.ts';
import { roundHalfEven } from '../tensor/floats.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { outputShapes } from './outputShapes.ts';

const { fround } = Math;

/** One neural layer of QuantizeML in integers, with what belongs to it up to the next one. */
export interface FixedPointLayer {
  readonly node: LayerNode;
  /** Integer kernel: the one with the filters; before it the depthwise one, where there are two. */
  readonly kernel: Int8Array;
  readonly depthwise: Int8Array | null;
  /** Real units of a depthwise integer, float32; 1 without a depthwise kernel. */
  readonly depthwiseScale: number;
  /** Whether each filter has a scale of its own. */
  readonly perChannel: boolean;
  /** In steps of the potential. */
  readonly bias: Float64Array;
  /** Integer value of padded cells, one or one a channel; null: zeros. */
  readonly padding: readonly number[] | null;
  /** Cells that a global average sums up; 1 without one. */
  readonly cells: number;
  /** Real units of a potential, float32, one a channel: scale / 2^fraction. */
  readonly scales: Float32Array;
  readonly fraction: number;
  /** Real units of an input integer: scale / 2^fraction of the layer before. */
  readonly inputUnit: number;
  /** How the potential becomes the output; null: the head. */
  readonly output: FixedPointOutput | null;
}

/** The rounding of a ReLU: y = floor(x * factor * 2^shift + 1/2). */
export interface FixedPointOutput {
  readonly node: LayerNode;
  readonly bits: number;
  /** Integers of 8 bits, one a channel. */
  readonly factors: Float64Array;
  /** One a channel. */
  readonly shifts: Float64Array;
  /** Largest potential that counts, one a channel: max_value, or what the buffer holds. */
  readonly limits: Float64Array;
}

/** What an InputQuantizer does to a channel: q = round(x * 2^fraction) + zero. */
export interface InputPoints {
  readonly node: LayerNode;
  readonly bits: number;
  readonly signed: boolean;
  readonly fractions: readonly number[];
  readonly zeros: readonly number[];
}

/** A model of QuantizeML in integers. */
export interface FixedPointModel {
  readonly input: InputPoints | null;
  readonly layers: readonly FixedPointLayer[];
}

const known = new WeakMap<ModelGraph, FixedPointModel | null>();

/**
 * The integers that a model of QuantizeML computes with: kernels, biases and scales as its layers round them, in float32. Works
 * on a chain, up to the first Dequantizer; null for every other model. Kept per graph.
 * @source quantizeml 1.2 layers and tensors; docs/reference/integer-semantics.md#quantizeml
 */
export function fixedPointModel(graph: ModelGraph): FixedPointModel | null {
  const found = known.get(graph);
  if (found !== undefined) return found;
  const model = graph.layers.some((node) => isQuantizemlNeural(node)) ? compute(graph) : null;
  known.set(graph, model);
  return model;
}

/** A tensor between two layers: integers of which one is worth scale / 2^fraction. Scale null: one. */
interface Flow {
  readonly fraction: number;
  readonly scale: number | null;
}

function compute(graph: ModelGraph): FixedPointModel {
  const end = graph.layers.findIndex((node) => isLayer(node, dequantizer));
  const nodes = end < 0 ? graph.layers : graph.layers.slice(0, end);
  const shapes = outputShapes(graph);
  let flow: Flow = { fraction: 0, scale: null };
  let input: InputPoints | null = null;
  const layers: FixedPointLayer[] = [];
  for (const node of nodes) {
    const last = layers.at(-1);
    if (isLayer(node, inputQuantizer)) {
      input = inputPoints(node);
      // A tensor with one fraction a channel is brought to the finest of them before it is summed.
      flow = { fraction: Math.max(...input.fractions), scale: input.signed ? null : 1 };
    } else if (isLayer(node, rescaling)) {
      const { scale } = node.config;
      flow = { ...flow, scale: fround((flow.scale ?? 1) * fround(Number(scale))) };
    } else if (isQuantizemlNeural(node)) {
      layers.push(neuralLayer(node, flow));
    } else if (last && isLayer(node, globalAveragePooling2d)) {
      const [, x, y] = shapes.inputs(node)[0] ?? [];
      layers[layers.length - 1] = averaged(last, (x ?? 1) * (y ?? 1));
    } else if (last && isLayer(node, quantizemlRelu)) {
      const output = outputOf(node, last);
      layers[layers.length - 1] = { ...last, output };
      flow = { fraction: fractionBits(output.bits, valueOf(node, RANGE_MAX)), scale: null };
    }
  }
  return { input, layers };
}

function inputPoints(node: LayerNode): InputPoints {
  if (!isLayer(node, inputQuantizer)) throw new TypeError('an InputQuantizer');
  const { bits, signed } = node.config;
  const valueBits = signed ? bits - 1 : bits;
  const min = node.weights['range_min']?.data ?? new Float32Array(1);
  const max = node.weights['range_max']?.data ?? new Float32Array([1]);
  const fractions: number[] = [];
  const zeros: number[] = [];
  for (let c = 0; c < max.length; c++) {
    const [least = 0, most = 1] = [min[c], max[c]];
    const range = signed ? Math.max(Math.abs(most), Math.abs(least)) : fround(most - least);
    const fraction = fractionBits(valueBits, range);
    fractions.push(fraction);
    const zero = roundHalfEven(fround(-least * 2 ** fraction));
    zeros.push(signed ? 0 : saturate(zero, valueBits));
  }
  return { node, bits, signed, fractions, zeros };
}

/** Parameters of the three neural layers, as far as they have them. */
interface NeuralConfig {
  readonly quantizer: QuantizemlConfig;
  readonly quantizerDw?: QuantizemlConfig;
  readonly paddingValue?: readonly number[] | null;
}

function neuralLayer(node: LayerNode, flow: Flow): FixedPointLayer {
  const { quantizer, quantizerDw, paddingValue } = node.config as NeuralConfig;
  const { bits, source } = quantizer;
  const perChannel = isPerChannel(source);
  const own = integerKernel(weightOf(node, kernelName(node)), bits, perChannel);
  let scales = own.scales;
  let depthwise: Int8Array | null = null;
  let depthwiseScale = 1;
  if (quantizerDw) {
    const first = integerKernel(weightOf(node, DEPTHWISE), quantizerDw.bits, false);
    depthwise = first.integers;
    depthwiseScale = first.scales[0] ?? 1;
    scales = scales.map((value) => fround(depthwiseScale * value));
  }
  const { scale } = flow;
  if (scale !== null) scales = scales.map((value) => fround(scale * value));
  const { fraction } = flow;
  const bias = node.weights['bias']?.data;
  const biasBits = quantizerSetting(source, 'bias_quantizer', 'bitwidth') ?? 8;
  return {
    node,
    kernel: own.integers,
    depthwise,
    depthwiseScale,
    perChannel,
    bias: bias ? aligned(bias, biasBits - 1, scales, fraction) : new Float64Array(scales.length),
    padding: paddingOf(paddingValue, bits, flow),
    cells: 1,
    scales,
    fraction,
    inputUnit: (scale ?? 1) / 2 ** fraction,
    output: null,
  };
}

function paddingOf(
  paddingValue: NeuralConfig['paddingValue'],
  bits: number,
  flow: Flow,
): readonly number[] | null {
  if (!paddingValue) return null;
  const values = Float32Array.from(paddingValue);
  const scales = values.map(() => flow.scale ?? 1);
  return [...aligned(values, bits - 1, scales, flow.fraction)];
}

/** Name of the depthwise kernel of a separable layer. */
export const DEPTHWISE = 'depthwise_kernel';

/** The kernel that carries the filters. */
export function kernelName(node: LayerNode): string {
  return node.weights[DEPTHWISE] ? 'pointwise_kernel' : 'kernel';
}

/** One scale for the whole kernel where the quantizer's axis is None. */
function isPerChannel(source: JsonObject): boolean {
  const quantizer = source['weight_quantizer'] ?? source['pw_weight_quantizer'];
  return !isJsonObject(quantizer) || quantizer['axis'] !== null;
}

/** Smallest scale of a kernel. */
export const LOWEST_SCALE = fround(1e-6);

/**
 * scale = max(largest weight / (2^(bits - 1) - 1), 1e-6);  integer = clip(round(w / scale)), halves to even
 * @param perChannel  of the last axis
 */
function integerKernel(
  { data, shape }: Tensor,
  bits: number,
  perChannel: boolean,
): { readonly integers: Int8Array; readonly scales: Float32Array } {
  const valueBits = bits - 1;
  const channels = perChannel ? (shape.at(-1) ?? 1) : 1;
  const largest = new Float32Array(channels);
  for (let i = 0; i < data.length; i++) {
    const c = i % channels;
    largest[c] = Math.max(largest[c] as number, Math.abs(data[i] as number));
  }
  const scales = largest.map((value) =>
    Math.max(dividedBy(value, 2 ** valueBits - 1), LOWEST_SCALE),
  );
  const integers = new Int8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const scaled = fround((data[i] as number) / (scales[i % channels] as number));
    integers[i] = saturate(roundHalfEven(scaled), valueBits);
  }
  const all = perChannel ? scales : new Float32Array(shape.at(-1) ?? 1).fill(scales[0] as number);
  return { integers, scales: all };
}

/** TensorFlow's optimizer turns a division by a constant into a product with its float32 reciprocal. */
function dividedBy(value: number, constant: number): number {
  return fround(value * fround(1 / constant));
}

/** More bits than these have a range of their own for every value. */
const SHARED_RANGE_BITS = 4;

/** Reals in steps of scale / 2^fraction, through so many bits: what does not fit loses its lowest ones. */
function aligned(
  values: Float32Array,
  valueBits: number,
  scales: Float32Array,
  fraction: number,
): Float64Array {
  const isShared = valueBits + 1 <= SHARED_RANGE_BITS;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Float64Array.from(values, (value, c) => {
    const scale = scales[c] ?? 1;
    const range = fround((isShared ? largest : Math.abs(value)) / scale);
    const own = Math.min(fractionBits(valueBits, range), fraction);
    const integer = saturate(roundHalfEven(fround(fround(value / scale) * 2 ** own)), valueBits);
    return integer * 2 ** (fraction - own);
  });
}

function averaged(layer: FixedPointLayer, cells: number): FixedPointLayer {
  return { ...layer, cells, scales: layer.scales.map((scale) => dividedBy(scale, cells)) };
}

/** Bits of the factors with which a ReLU rescales. */
const SCALE_BITS = 8;

function outputOf(node: LayerNode, { scales, fraction }: FixedPointLayer): FixedPointOutput {
  if (!isLayer(node, quantizemlRelu)) throw new TypeError('a ReLU of QuantizeML');
  const { bits, maxValue, output } = node.config;
  const scaleBits = quantizerSetting(output.source, 'output_quantizer', 'scale_bits') ?? SCALE_BITS;
  const target = fractionBits(bits, valueOf(node, RANGE_MAX));
  const rate = valueOf(node, RESCALING_RATE);
  const factors = new Float64Array(scales.length);
  const shifts = new Float64Array(scales.length);
  for (const [c, scale] of scales.entries()) {
    const rescaled = fround(scale * rate);
    const own = fractionBits(scaleBits, rescaled, false);
    factors[c] = saturate(roundHalfEven(fround(rescaled * 2 ** own)), scaleBits);
    shifts[c] = target - (fraction + own);
  }
  const buffer = quantizerSetting(output.source, 'output_quantizer', 'buffer_bitwidth') ?? 32;
  const limitBits = quantizerSetting(output.source, 'max_value_quantizer', 'bitwidth') ?? 8;
  const cut = maxValue === null ? null : limitsOf(maxValue, limitBits, scales, fraction);
  // The product with the factor is held in a buffer, which a filter without weights overflows.
  const limits = factors.map((factor, c) =>
    Math.min(cut?.[c] ?? Infinity, (2 ** buffer - 1) / factor),
  );
  return { node, bits, factors, shifts, limits };
}

/** max_value in steps of the potential. */
function limitsOf(
  maxValue: number,
  bits: number,
  scales: Float32Array,
  fraction: number,
): Float64Array {
  return Float64Array.from(scales, (scale) => {
    const value = fround(maxValue);
    const own = Math.min(fractionBits(bits, fround(value / scale)), fraction);
    const integer = saturate(roundHalfEven(fround(fround(value / scale) * 2 ** own)), bits);
    return integer * 2 ** (fraction - own);
  });
}

function weightOf(node: LayerNode, name: string): Tensor {
  return node.weights[name] ?? tensor(new Float32Array(), [0]);
}

function valueOf({ weights }: LayerNode, name: string): number {
  return weights[name]?.data[0] ?? 1;
}

/** Real units of one potential: of the head its scale, else factor * 2^shift steps of the output; a mean divides by its cells again. */
function unitsOf({ scales, fraction, cells, output }: FixedPointLayer): Float64Array {
  if (!output) return Float64Array.from(scales, (scale) => (scale * cells) / 2 ** fraction);
  const step = 2 ** -fractionBits(output.bits, valueOf(output.node, RANGE_MAX));
  return output.factors.map(
    (factor, c) => factor * 2 ** (output.shifts[c] as number) * step * cells,
  );
}

/**
 * The weights with which the forward pass of a model of QuantizeML gives what its integers give: kernels and biases on their grids, the
 * rescaling folded into them.
 */
export function fixedPointWeights({ layers }: FixedPointModel): ReadonlyMap<string, WeightMap> {
  const result = new Map<string, WeightMap>();
  for (const layer of layers) {
    const units = unitsOf(layer);
    const channels = units.length;
    const { node, kernel, depthwise, bias, output } = layer;
    const scaled = Float32Array.from(
      kernel,
      (value, i) => (value * (units[i % channels] as number)) / layer.inputUnit,
    );
    const own = kernelName(node);
    const weights: Record<string, Tensor> = {
      ...node.weights,
      [own]: tensor(scaled, weightOf(node, own).shape),
    };
    if (depthwise) {
      const { shape } = weightOf(node, DEPTHWISE);
      weights[DEPTHWISE] = tensor(Float32Array.from(depthwise), shape);
    }
    if (node.weights['bias']) {
      const values = Float32Array.from(bias, (value, c) => value * (units[c] as number));
      weights['bias'] = tensor(values, [channels]);
    }
    if (layer.padding) {
      const values = Float32Array.from(layer.padding, (value) => value * layer.inputUnit);
      weights[PADDED_CELLS] = tensor(values, [values.length]);
    }
    result.set(node.name, weights);
    if (!output) continue;
    const limits = Float32Array.from(
      output.limits,
      (limit, c) => (limit * (units[c] as number)) / layer.cells,
    );
    result.set(output.node.name, {
      ...output.node.weights,
      [RESCALING_RATE]: tensor(new Float32Array([1]), []),
      [CHANNEL_LIMITS]: tensor(limits, [channels]),
    });
  }
  return result;
}
