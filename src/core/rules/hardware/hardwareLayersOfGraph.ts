import type { AkidaPooling } from '../../akida/model.ts';
import type { LayerNode } from '../../ir/graph.ts';
import { conv2d } from '../../layers/conv2d.ts';
import { isLayer } from '../../layers/define.ts';
import { globalAveragePooling2d } from '../../layers/globalAveragePooling2d.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import { quantizedConv2d } from '../../layers/quantizedConv2d.ts';
import type { Shape } from '../../tensor/tensor.ts';
import type { RuleContext } from '../context.ts';
import {
  inlineActivation,
  isConvolution,
  isDense,
  isNeural,
  isQuantizedActivation,
  isQuantizedNeural,
  isRelu,
} from '../layerGroups.ts';
import type { Segment } from '../segment.ts';
import type { Dims, HardwareKind, HardwareLayer } from './hardwareLayer.ts';

/** Bits of pixels and of sparse inputs. @source docs/reference/integer-semantics.md#running-the-integers */
const PIXEL_BITS = 8;
const EVENT_BITS = 4;

/** What the neural layers of a Keras model, float or quantized, would be on the chip. */
export function hardwareLayersOfGraph(context: RuleContext): readonly HardwareLayer[] {
  return context.segments.flatMap((segment) => layersOf(segment, context));
}

function layersOf(segment: Segment, context: RuleContext): readonly HardwareLayer[] {
  const { ordered, startsAtInput, endsAtOutput } = segment;
  const starts = ordered.flatMap((node, i) => (isNeural(node) ? [i] : []));
  const layers: HardwareLayer[] = [];
  for (const [k, start] of starts.entries()) {
    const node = ordered[start];
    if (!node || !isNeural(node)) continue;
    const end = starts[k + 1] ?? ordered.length;
    const members = ordered.slice(start, end);
    const isFirst = startsAtInput && k === 0;
    const previous = layers.at(-1) ?? null;
    const kind = kindOf(node, isFirst && context.input.inputIsImage);
    const quantizedActivation = members.find(isQuantizedActivation);
    layers.push({
      name: node.name,
      kind,
      input: mapOf(node, context.shapes.inputs(node)[0]),
      convolution: mapOf(node, context.shapes.output(node.name)),
      ...windowOf(node),
      pooling: poolingOf(members),
      inputBits: inputBitsOf(kind, isFirst, previous),
      weightBits: isQuantizedNeural(node) ? node.config.quantizer.bits : null,
      activation: members.some(isRelu) || inlineActivation(node) !== 'linear',
      activationBits: quantizedActivation?.config.bits ?? null,
      converted: null,
      hasZeroKernel: hasZeroKernel(node),
      isFirst,
      previous,
      isLast: endsAtOutput && k === starts.length - 1,
    });
  }
  return layers;
}

function kindOf(node: LayerNode, isOnPixels: boolean): HardwareKind {
  if (isDense(node)) return 'FullyConnected';
  const isPlain = isLayer(node, conv2d) || isLayer(node, quantizedConv2d);
  if (!isPlain) return 'SeparableConvolutional';
  return isOnPixels ? 'InputConvolutional' : 'Convolutional';
}

function inputBitsOf(
  kind: HardwareKind,
  isFirst: boolean,
  previous: HardwareLayer | null,
): number | null {
  if (isFirst) return kind === 'InputConvolutional' ? PIXEL_BITS : EVENT_BITS;
  return previous?.activationBits ?? null;
}

/** (x, y, c) of a layer whose channels are last. */
function mapOf(node: LayerNode, shape: Shape | undefined): Dims | null {
  return node.serialized['data_format'] === 'channels_first' ? null : dimsOf(shape);
}

/** (x, y, c) of a shape with batch axis; vectors are (1, 1, n). Null where a size is open. */
function dimsOf(shape: Shape | undefined): Dims | null {
  const dims = shape?.slice(1);
  if (dims?.length !== 1 && dims?.length !== 3) return null;
  const [x, y, c] = dims.length === 1 ? [1, 1, dims[0]] : dims;
  return x && y && c ? [x, y, c] : null;
}

type Window = Pick<HardwareLayer, 'kernelSize' | 'strides' | 'padding' | 'filters'>;

function windowOf(node: LayerNode): Window {
  if (isConvolution(node)) {
    const { kernelSize, strides, padding, filters } = node.config;
    return { kernelSize, strides, padding, filters };
  }
  const { units = 0 } = node.config as { readonly units?: number };
  return { kernelSize: [1, 1], strides: [1, 1], padding: 'valid', filters: units };
}

function poolingOf(members: readonly LayerNode[]): AkidaPooling {
  for (const node of members) {
    if (isLayer(node, globalAveragePooling2d)) return { type: 'globalAverage' };
    if (isLayer(node, maxPooling2d)) {
      const { poolSize, strides } = node.config;
      return { type: 'max', size: poolSize, strides: strides ?? poolSize };
    }
  }
  return { type: 'none' };
}

function hasZeroKernel({ weights }: LayerNode): boolean | null {
  const kernels = Object.entries(weights).filter(([name]) => name.endsWith('kernel'));
  if (kernels.length === 0) return null;
  return kernels.some(([, { data }]) => data.every((weight) => weight === 0));
}
