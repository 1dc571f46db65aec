import type { AkidaPooling } from '../akida/model.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { activationGrid, type ActivationGrid } from '../layers/activationStep.ts';
import { isLayer, type ChipKind } from '../layers/define.ts';
import { globalAveragePooling2d } from '../layers/globalAveragePooling2d.ts';
import { layerDefinition } from '../layers/index.ts';
import { inlineActivation, isNeural, isRelu } from '../layers/layerGroups.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { rescaling } from '../layers/rescaling.ts';
import { akida1 } from '../targets/akida1.ts';
import type { ChipGeneration } from '../targets/define.ts';
import type { Shape } from '../tensor/tensor.ts';
import type { Padding } from '../tensor/window.ts';
import { roleOf } from './blocks.ts';
import { scalingOfRescaling, type InputScaling } from './inputScaling.ts';
import { outputShapes, type GraphShapes } from './outputShapes.ts';
import { segmentsOf, type Segment } from './segment.ts';

/** Spatial size and channels (x, y, c); x is the first Keras axis. */
export type Dims = readonly [number, number, number];

/** What the first layer of the chip gets. */
export interface ChipInput {
  /** akida_input = scale * keras_input + shift; absent where a Rescaling layer or (1, 0) says it. */
  readonly inputScaling?: InputScaling;
  /** True: uint8 pixels. False: 4-bit events. */
  readonly inputIsImage: boolean;
}

/** One neural layer with all that becomes the same layer of the chip. Null: not known, because a shape is open or the layer is float. */
export interface ChipLayer {
  /** The neural layer; the chip's layer has its name. */
  readonly node: LayerNode;
  readonly kind: ChipKind;
  /** From the neural layer up to the next one, as conversion orders them: pools before activations, without Dropout. */
  readonly members: readonly LayerNode[];
  /** What the layer reads; a dense layer reads the map before Flatten. */
  readonly input: Dims | null;
  /** Output of the convolution, before pooling. */
  readonly convolution: Dims | null;
  /** [1, 1] for FullyConnected. */
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  /** Output channels or units. */
  readonly filters: number;
  readonly pooling: AkidaPooling;
  /** The pooling layer. */
  readonly pool: LayerNode | null;
  /** Cells that a global average is over. */
  readonly cells: number | null;
  /** Of the kernel that carries the filters. */
  readonly quantizer: QuantizerConfig | null;
  /** True: spikes come out; false: potentials. */
  readonly activates: boolean;
  readonly grid: ActivationGrid | null;
  readonly inputBits: number | null;
  /** Largest input: of pixels, of events, else the highest level of the layer before. */
  readonly maxInput: number | null;
  /** Integer input = scale * real input + shift: the model's, or (1 / step, 0) of the activation before. Null: one factor a channel. */
  readonly inputScaling: InputScaling | null;
  /** An InputConvolutional: pads with the shift, and its thresholds correct for it. */
  readonly seesPixels: boolean;
  /** First layer with weights. */
  readonly isFirst: boolean;
  /** Nothing comes behind it. */
  readonly isLast: boolean;
  /** The layer before; null at the start and where the graph branches or breaks. */
  readonly previous: ChipLayer | null;
}

/**
 * Cuts a graph into the layers that the chip would run. Works on every graph, float or quantized, serial or not. Conversion, hardware
 * rules, training and views all take from here what they know of a layer of the chip.
 * @param generation  of the chip: how many bits its inputs have
 * @returns in graph order
 * @source docs/reference/integer-semantics.md#convert
 */
export function chipPlan(
  graph: ModelGraph,
  input: ChipInput,
  generation: ChipGeneration = akida1,
): readonly ChipLayer[] {
  const facts = { shapes: outputShapes(graph), scaling: modelScaling(graph, input) };
  const { inputIsImage } = input;
  return segmentsOf(graph).flatMap((segment) =>
    layersOf(segment, { ...facts, inputIsImage, generation }),
  );
}

/** Kind of the layer that a neural layer becomes; null for layers that become none. */
export function chipKindOf(node: LayerNode, seesPixels: boolean): ChipKind | null {
  const kind = layerDefinition(node.className)?.chipKind;
  if (kind === undefined) return null;
  return kind === 'Convolutional' && seesPixels ? 'InputConvolutional' : kind;
}

/** What the layers of all segments share. */
interface ModelFacts extends Pick<ChipInput, 'inputIsImage'> {
  readonly shapes: GraphShapes;
  readonly scaling: InputScaling | null;
  readonly generation: ChipGeneration;
}

function layersOf(
  segment: Segment,
  { shapes, scaling, inputIsImage, generation }: ModelFacts,
): readonly ChipLayer[] {
  const { ordered, startsAtInput, endsAtOutput } = segment;
  const starts = ordered.flatMap((node, i) => (isNeural(node) ? [i] : []));
  const layers: ChipLayer[] = [];
  for (const [k, start] of starts.entries()) {
    const node = ordered[start];
    if (!node) continue;
    const isFirst = startsAtInput && k === 0;
    const kind = chipKindOf(node, isFirst && inputIsImage);
    if (!kind) continue;
    const members = ordered.slice(start, starts[k + 1]);
    const previous = layers.at(-1) ?? null;
    const pool = members.find((member) => poolingOf(member) !== null) ?? null;
    const seesPixels = kind === 'InputConvolutional';
    const firstBits = seesPixels ? generation.pixelBits : generation.eventBits;
    const { quantizer } = node.config as { readonly quantizer?: QuantizerConfig };
    layers.push({
      node,
      kind,
      members,
      input: inputOf(node, segment, shapes),
      convolution: mapOf(node, shapes.output(node.name)),
      ...windowOf(node),
      pooling: (pool && poolingOf(pool)) ?? { type: 'none' },
      pool,
      cells: pool && cellsOf(pool, shapes),
      quantizer: quantizer ?? null,
      activates: members.some(isRelu) || inlineActivation(node) !== 'linear',
      grid: gridOf(members),
      inputBits: isFirst ? firstBits : (previous?.grid?.bits ?? null),
      maxInput: isFirst ? 2 ** firstBits - 1 : (previous?.grid?.levels ?? null),
      inputScaling: previous ? scalingBehind(previous) : scaling,
      seesPixels,
      isFirst,
      isLast: endsAtOutput && k === starts.length - 1,
      previous,
    });
  }
  return layers;
}

/** A head in the middle changes nothing: no activation, no step. */
function scalingBehind({ grid, inputScaling }: ChipLayer): InputScaling | null {
  return grid ? [1 / grid.step, 0] : inputScaling;
}

function modelScaling(graph: ModelGraph, { inputScaling }: ChipInput): InputScaling | null {
  const node = graph.layers.find((layer) => isLayer(layer, rescaling));
  if (!node) return inputScaling ?? [1, 0];
  const own = scalingOfRescaling(node);
  return own === 'per-channel' ? null : own;
}

function gridOf(members: readonly LayerNode[]): ActivationGrid | null {
  for (const node of members) {
    const grid = activationGrid(node);
    if (grid) return grid;
  }
  return null;
}

function poolingOf(node: LayerNode): AkidaPooling | null {
  if (isLayer(node, globalAveragePooling2d)) return { type: 'globalAverage' };
  if (!isLayer(node, maxPooling2d)) return null;
  const { poolSize, strides } = node.config;
  return { type: 'max', size: poolSize, strides: strides ?? poolSize };
}

function cellsOf(pool: LayerNode, shapes: GraphShapes): number | null {
  const [, x, y] = shapes.inputs(pool)[0] ?? [];
  return typeof x === 'number' && typeof y === 'number' ? x * y : null;
}

/** The map before the Flatten or Reshape that a dense layer stands behind; any other layer reads what stands before it. */
function inputOf(node: LayerNode, { layers }: Segment, shapes: GraphShapes): Dims | null {
  let at = layers.indexOf(node);
  while (at > 0 && PASSES_THROUGH.has(roleOf(layers[at - 1] as LayerNode))) at--;
  const reader = layers[at] ?? node;
  return mapOf(node, shapes.inputs(reader)[0]);
}

const PASSES_THROUGH: ReadonlySet<string> = new Set(['reshape', 'dropout']);

/** (x, y, c) of a layer whose channels are last. */
function mapOf(node: LayerNode, shape: Shape | undefined): Dims | null {
  return node.serialized['data_format'] === 'channels_first' ? null : dimsOf(shape);
}

/** (x, y, c) of a shape with batch axis; vectors are (1, 1, n). Null where a size is open. */
export function dimsOf(shape: Shape | undefined): Dims | null {
  const dims = shape?.slice(1);
  if (dims?.length !== 1 && dims?.length !== 3) return null;
  const [x, y, c] = dims.length === 1 ? [1, 1, dims[0]] : dims;
  return x && y && c ? [x, y, c] : null;
}

type Window = Pick<ChipLayer, 'kernelSize' | 'strides' | 'padding' | 'filters'>;

function windowOf(node: LayerNode): Window {
  const config = node.config as Partial<Window & { readonly units: number }>;
  const { kernelSize, strides, padding, filters, units } = config;
  if (kernelSize && strides && padding) {
    return { kernelSize, strides, padding, filters: filters ?? 0 };
  }
  return { kernelSize: [1, 1], strides: [1, 1], padding: 'valid', filters: units ?? 0 };
}
