import { activation } from './activation.ts';
import { activationDiscreteRelu } from './activationDiscreteRelu.ts';
import { batchNormalization } from './batchNormalization.ts';
import { conv2d } from './conv2d.ts';
import { isLayer, type AnyLayerDefinition, type NodeOf } from './define.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';
import { dequantizer } from './dequantizer.ts';
import { dropout, spatialDropout2d } from './dropouts.ts';
import { flatten } from './flatten.ts';
import { globalAveragePooling2d } from './globalAveragePooling2d.ts';
import { inputLayer } from './inputLayer.ts';
import { inputQuantizer } from './inputQuantizer.ts';
import { maxPooling2d } from './maxPooling2d.ts';
import { quantizedConv2d } from './quantizedConv2d.ts';
import { quantizedDense } from './quantizedDense.ts';
import { quantizedReLU } from './quantizedReLU.ts';
import { quantizedSeparableConv2d } from './quantizedSeparableConv2d.ts';
import { quantizemlConv2d } from './quantizemlConv2d.ts';
import { quantizemlDense } from './quantizemlDense.ts';
import { quantizemlRelu } from './quantizemlRelu.ts';
import { quantizemlSeparableConv2d } from './quantizemlSeparableConv2d.ts';
import { relu } from './relu.ts';
import { rescaling } from './rescaling.ts';
import { reshape } from './reshape.ts';
import { separableConv2d } from './separableConv2d.ts';
import { softmax } from './softmax.ts';
import type { LayerNode } from '../ir/graph.ts';

const QUANTIZEML_CONVOLUTIONS = [quantizemlConv2d, quantizemlSeparableConv2d] as const;
/** Layers of QuantizeML, which compute in fixed point: `analysis/fixedPointModel.ts`. */
const QUANTIZEML_NEURAL = [...QUANTIZEML_CONVOLUTIONS, quantizemlDense] as const;
const QUANTIZED_NEURAL = [
  quantizedConv2d,
  quantizedSeparableConv2d,
  quantizedDense,
  ...QUANTIZEML_NEURAL,
] as const;
const FLOAT_NEURAL = [conv2d, separableConv2d, dense] as const;
const CONVOLUTIONS = [
  conv2d,
  separableConv2d,
  quantizedConv2d,
  quantizedSeparableConv2d,
  ...QUANTIZEML_CONVOLUTIONS,
] as const;
const DENSE = [dense, quantizedDense, quantizemlDense] as const;
const SEPARABLE = [separableConv2d, quantizedSeparableConv2d, quantizemlSeparableConv2d] as const;
const GRID_ACTIVATIONS = [quantizedReLU, activationDiscreteRelu] as const;
const QUANTIZED_ACTIVATIONS = [...GRID_ACTIVATIONS, quantizemlRelu] as const;
const RELUS = [relu, ...QUANTIZED_ACTIVATIONS] as const;
const OTHER_ACTIVATIONS = [activation, softmax] as const;
/** What the toolkit drops; other noise layers it refuses. @source cnn2snn 2.3.6 transforms/sequential.py */
const DROPOUTS = [dropout, spatialDropout2d, dequantizer] as const;
const POOLS = [maxPooling2d, globalAveragePooling2d] as const;

/** Layer types the toolkit converts. @source docs/reference/compatibility.md#supported-layer */
export const SUPPORTED: readonly AnyLayerDefinition[] = [
  inputLayer,
  inputQuantizer,
  rescaling,
  ...FLOAT_NEURAL,
  ...QUANTIZED_NEURAL,
  ...RELUS,
  batchNormalization,
  ...POOLS,
  ...DROPOUTS,
  flatten,
  reshape,
  ...OTHER_ACTIVATIONS,
];

function groupTest<D extends AnyLayerDefinition>(definitions: readonly D[]) {
  return (node: LayerNode | undefined): node is NodeOf<D> =>
    definitions.some((definition) => isLayer(node, definition));
}

/** Conv2D, SeparableConv2D, Dense and their quantized versions: each becomes one Akida layer. */
export const isNeural = groupTest([...FLOAT_NEURAL, ...QUANTIZED_NEURAL]);
export const isFloatNeural = groupTest(FLOAT_NEURAL);
export const isQuantizedNeural = groupTest(QUANTIZED_NEURAL);
export const isQuantizemlNeural = groupTest(QUANTIZEML_NEURAL);
/** The neural layers that a pool may follow. */
export const isConvolution = groupTest(CONVOLUTIONS);
export const isSeparable = groupTest(SEPARABLE);
export const isDense = groupTest(DENSE);
/** ReLU and the quantized activations: what ends a block. */
export const isRelu = groupTest(RELUS);
export const isQuantizedActivation = groupTest(QUANTIZED_ACTIVATIONS);
/** Activation and Softmax layers: allowed behind the last neural layer only. */
export const isOtherActivation = groupTest(OTHER_ACTIVATIONS);
export const isDropout = groupTest(DROPOUTS);
/** The pools that can be converted. */
export const isPool = groupTest(POOLS);
export const isSupported = groupTest(SUPPORTED);

/** Becomes a Conv2D, or with the one behind it a SeparableConv2D: what it has that they may not is told before. */
export const isDepthwise = groupTest([depthwiseConv2d]);

/** The inline activation of a neural or depthwise layer; 'linear' where it has none. */
export function inlineActivation(node: LayerNode): string {
  const { activation: name } = node.config as { readonly activation?: unknown };
  return typeof name === 'string' && (isNeural(node) || isDepthwise(node)) ? name : 'linear';
}

/** Position of the last neural layer; -1 without one. */
export function lastNeuralIndex(layers: readonly LayerNode[]): number {
  return layers.reduce((last, node, i) => (isNeural(node) ? i : last), -1);
}
