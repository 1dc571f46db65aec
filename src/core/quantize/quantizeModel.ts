import { diagnostic, fail, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { roleOf } from '../analysis/blocks.ts';
import { layerNamed, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { beforeQuantize } from '../passes/index.ts';
import { runPasses } from '../passes/define.ts';
import { quantizeNeural } from './quantizeNeural.ts';
import { isLayer } from '../layers/define.ts';
import { isQuantizemlNeural } from '../layers/layerGroups.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import { relu } from '../layers/relu.ts';
import { activationGrid, quantizedReLUGrid } from '../layers/activationStep.ts';

/** Bitwidths a quantized activation can have; conversion takes 1, 2 and 4 of them. @source cnn2snn 2.3.6 quantization.py */
const MAX_ACTIVATION_BITS = 8;

/** What to do with one layer, instead of what the model's settings say. */
export interface LayerQuantization {
  /** Weight bits of a neural layer, activation bits of a ReLU; 0 leaves it in float. */
  readonly bits?: number;
  /** Class name of the weight quantizer. */
  readonly quantizer?: string;
  /** Standard deviations that span the range (Std quantizers). */
  readonly threshold?: number;
}

/** Settings of `quantizeModel`, named as the toolkit names them. */
export interface QuantizeOptions {
  /** Bits of all weights but the first layer's; 0 leaves them in float. */
  readonly weightBits: number;
  /** Bits of all activations; 0 leaves them in float. */
  readonly activationBits: number;
  /** Bits of the first layer's weights. Default: weightBits. */
  readonly inputWeightBits?: number;
  /** Fold BatchNormalization into the kernels first. Default: true. */
  readonly foldBatchNorm?: boolean;
  /** Class name of the weight quantizer; default MaxPerAxisQuantizer (BinaryPerAxisQuantizer at 1 bit). */
  readonly quantizer?: string;
  /** Exceptions by layer name. */
  readonly layers?: Readonly<Record<string, LayerQuantization>>;
}

/**
 * Turns a float Keras model into a quantized one, or gives a quantized one other bitwidths.
 * Neural layers become their Quantized versions, ReLUs become QuantizedReLUs; float master weights stay float.
 * @returns a new graph; layers that stay as they are keep their identity
 * @throws StudioError with every layer that cannot be quantized: quantize/bad-bits, quantize/unsupported-argument,
 *         quantize/already-quantized, quantize/unknown-quantizer, quantize/quantizer-bits, quantize/not-quantizable,
 *         quantize/quantizeml-model,
 *         graph/not-serial and the errors of the passes (only when BatchNormalization is folded), graph/unknown-layer-name
 * @example quantizeModel(graph, { inputWeightBits: 8, weightBits: 4, activationBits: 4 })
 * @source docs/reference/integer-semantics.md#quantize; cnn2snn 2.3.6 quantization.py
 */
export function quantizeModel(graph: ModelGraph, options: QuantizeOptions): ModelGraph {
  const { layers = {}, foldBatchNorm = true } = options;
  refuseQuantizeml(graph);
  for (const name of Object.keys(layers)) requireQuantizable(layerNamed(graph, name));
  const prepared = foldBatchNorm ? runPasses(graph, beforeQuantize) : graph;
  const problems: Diagnostic[] = [];
  const first = prepared.layers.find((node) => roleOf(node) === 'neural');
  const quantized = prepared.layers.map((node) => {
    const general = {
      bits: generalBits(node, options, node === first),
      ...(options.quantizer === undefined ? {} : { quantizer: options.quantizer }),
    };
    const wanted = { ...general, ...layers[node.name] };
    try {
      return roleOf(node) === 'neural'
        ? quantizeNeural(node, wanted)
        : quantizeActivation(node, wanted.bits);
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      problems.push(...error.diagnostics);
      return node;
    }
  });
  if (problems.length > 0) throw new StudioError(problems);
  return { ...prepared, layers: quantized };
}

/**
 * Quantizes one layer and leaves all others as they are, as the toolkit's quantize_layer does.
 * @throws StudioError as `quantizeModel`, for that layer
 */
export function quantizeLayer(
  graph: ModelGraph,
  name: string,
  wanted: LayerQuantization,
): ModelGraph {
  refuseQuantizeml(graph);
  const target = layerNamed(graph, name);
  requireQuantizable(target);
  const { bits = 0 } = wanted;
  if (bits <= 0)
    throw new StudioError([
      diagnostic(
        'quantize/bad-bits',
        { layer: name },
        'A layer quantized by name',
        bits,
        'at least 1 bit',
      ),
    ]);
  const replaced =
    roleOf(target) === 'neural'
      ? quantizeNeural(target, { ...wanted, bits })
      : quantizeActivation(target, bits);
  return { ...graph, layers: graph.layers.map((node) => (node === target ? replaced : node)) };
}

function generalBits(node: LayerNode, options: QuantizeOptions, isFirst: boolean): number {
  if (roleOf(node) !== 'neural') return options.activationBits;
  return isFirst ? (options.inputWeightBits ?? options.weightBits) : options.weightBits;
}

function refuseQuantizeml(graph: ModelGraph): void {
  const foreign = graph.layers.find((node) => isQuantizemlNeural(node));
  if (foreign) fail('quantize/quantizeml-model', { layer: foreign.name });
}

function requireQuantizable(node: LayerNode): void {
  if (roleOf(node) === 'neural' || roleOf(node) === 'activation') return;
  throw new StudioError([
    diagnostic('quantize/not-quantizable', { layer: node.name }, node.className),
  ]);
}

/**
 * ReLU(max_value = m) becomes QuantizedReLU(bits, m), m defaulting to 2^bits - 1; a quantized activation gets other bits,
 * its highest level staying where it is (an ActivationDiscreteRelu becomes a QuantizedReLU of the same height).
 * A ReLU with a threshold or a slope is left in float, as is every other layer: the rules report it.
 * @throws StudioError quantize/bad-bits, quantize/already-quantized
 */
function quantizeActivation(node: LayerNode, bits: number): LayerNode {
  const grid = activationGrid(node);
  if (!grid && !isLayer(node, relu)) return node;
  if (!Number.isInteger(bits) || bits < 0 || bits > MAX_ACTIVATION_BITS) {
    fail(
      'quantize/bad-bits',
      { layer: node.name },
      'An activation',
      bits,
      '1 to 8 bits, or 0 for float',
    );
  }
  if (grid) {
    if (bits === 0) fail('quantize/already-quantized', { layer: node.name }, node.className);
    return withQuantizedReLU(node, bits, grid.maxValue);
  }
  if (bits === 0 || !isLayer(node, relu)) return node;
  const { threshold, negativeSlope, maxValue } = node.config;
  if (threshold !== 0 || negativeSlope !== 0) return node;
  return withQuantizedReLU(node, bits, maxValue ?? 2 ** bits - 1);
}

function withQuantizedReLU(node: LayerNode, bits: number, maxValue: number): LayerNode {
  const config = { bits, maxValue: quantizedReLUGrid(bits, maxValue).maxValue };
  return { ...node, className: quantizedReLU.className, config, serialized: keptKeys(node) };
}

function keptKeys({ serialized }: LayerNode): LayerNode['serialized'] {
  const { name, trainable, dtype } = serialized;
  return {
    ...(name === undefined ? {} : { name }),
    ...(trainable === undefined ? {} : { trainable }),
    ...(dtype === undefined ? {} : { dtype }),
  };
}
