import { convertedLayers } from '../../akida/chipLayers.ts';
import { weightArraysOf, type AkidaModel, type NeuralAkidaLayer } from '../../akida/model.ts';
import { chipPlan, dimsOf, type ChipLayer } from '../../analysis/chipPlan.ts';
import type { GraphShapes } from '../../analysis/outputShapes.ts';
import type { WeightMap } from '../../ir/graph.ts';
import type { NodeOf } from '../../layers/define.ts';
import type { depthwiseConv2d } from '../../layers/depthwiseConv2d.ts';
import { isDepthwise } from '../../layers/layerGroups.ts';
import type { MappableLayer } from '../../map/mappable.ts';
import type { RuleContext } from '../context.ts';

/** What both the chip's plan and an .fbz say about a layer. */
type SharedFacts = Pick<
  ChipLayer,
  | 'kind'
  | 'input'
  | 'convolution'
  | 'kernelSize'
  | 'strides'
  | 'padding'
  | 'filters'
  | 'pooling'
  | 'inputBits'
  | 'activates'
  | 'isFirst'
  | 'isLast'
>;

/**
 * One layer as the chip sees it, whether it comes from a Keras model (float: bits unknown) or from an .fbz.
 * What is not known is null, and rules say nothing about it.
 */
export interface HardwareLayer extends SharedFacts {
  /** Name of the neural layer; the chip's layer has the same. */
  readonly name: string;
  readonly weightBits: number | null;
  readonly activationBits: number | null;
  /** Weights, thresholds and steps where the layer is converted. */
  readonly converted: NeuralAkidaLayer | null;
  /** True: all weights of a kernel are zero; null where that is not known before quantization or training. */
  readonly hasZeroKernel: boolean | null;
  /** The layer before; null at the start and where the graph branches or breaks. */
  readonly previous: HardwareLayer | null;
}

/** True for a layer that may be spread over several processors. */
export function takesProcessors({ kind }: Pick<HardwareLayer, 'kind'>): boolean {
  return kind === 'Convolutional' || kind === 'SeparableConvolutional';
}

/** What mapping looks at; null while shape or bits are not known. */
export function mappable(layer: HardwareLayer): MappableLayer | null {
  const { input, inputBits, weightBits } = layer;
  if (!input || inputBits === null || weightBits === null) return null;
  return { ...layer, input, inputBits, weightBits };
}

/** What the neural layers of a Keras model, float or quantized, would be on the chip. */
export function hardwareLayersOfGraph({
  graph,
  input,
  generation,
  shapes,
}: RuleContext): readonly HardwareLayer[] {
  const known = new Map<ChipLayer, HardwareLayer>();
  const planned = chipPlan(graph, input, generation).map((layer) => {
    const found: HardwareLayer = {
      ...layer,
      name: layer.node.name,
      weightBits: layer.quantizer?.bits ?? null,
      activationBits: layer.grid?.bits ?? null,
      converted: null,
      hasZeroKernel: graph.isDesign ? null : hasZeroWeights(layer.node.weights),
      previous: layer.previous && (known.get(layer.previous) ?? null),
    };
    known.set(layer, found);
    return found;
  });
  return [
    ...planned,
    ...graph.layers.filter((node) => isDepthwise(node)).map((node) => asDepthwise(node, shapes)),
  ];
}

/** A depthwise convolution as the layer that it becomes, as far as that says: alone, in float, its neighbours not looked at. */
function asDepthwise(
  { name, config, weights }: NodeOf<typeof depthwiseConv2d>,
  shapes: GraphShapes,
): HardwareLayer {
  const { kernelSize, strides, padding } = config;
  const map = dimsOf(shapes.output(name));
  return {
    name,
    // One of 1x1 is no SeparableConv2D of the chip, but a Conv2D.
    kind: Math.max(...kernelSize) > 1 ? 'SeparableConvolutional' : 'Convolutional',
    input: null,
    convolution: map,
    kernelSize,
    strides,
    padding,
    filters: map?.[2] ?? 0,
    pooling: { type: 'none' },
    inputBits: null,
    weightBits: null,
    activates: true,
    activationBits: null,
    converted: null,
    hasZeroKernel: hasZeroWeights(weights),
    isFirst: false,
    isLast: false,
    previous: null,
  };
}

/** The layers of a converted model as the chip sees them. */
export function hardwareLayersOfAkida(model: AkidaModel): readonly HardwareLayer[] {
  const converted = convertedLayers(model);
  const layers: HardwareLayer[] = [];
  for (const { layer, ...facts } of converted) {
    const previous: HardwareLayer | null = layers.at(-1) ?? null;
    layers.push({
      ...facts,
      // Behind a layer that gives no spikes.
      inputBits: previous && !previous.activates ? null : facts.inputBits,
      activationBits: layer.activation ? layer.actBits : null,
      converted: layer,
      hasZeroKernel: hasZeroKernel(layer),
      isFirst: previous === null,
      previous,
      isLast: layers.length === converted.length - 1,
    });
  }
  return layers;
}

function hasZeroKernel(layer: NeuralAkidaLayer): boolean {
  return weightArraysOf(layer).some((kernel) => kernel.every((weight) => weight === 0));
}

function hasZeroWeights(weights: WeightMap): boolean | null {
  const kernels = Object.entries(weights).filter(([name]) => name.endsWith('kernel'));
  if (kernels.length === 0) return null;
  return kernels.some(([, { data }]) => data.every((weight) => weight === 0));
}
