import { windowAxis } from '../tensor/window.ts';
import { paddings, QUANTIZER_TYPE } from './fileLayer.ts';

/** A layer of a file for other chips, as far as the file tells it. */
export interface OtherLayer {
  readonly name: string;
  readonly inbounds: readonly string[];
  readonly params: ReadonlyMap<string, number>;
  /** Shapes of the variables. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

/** Names of `layer_type`. @source akida 2.19, the members of akida.LayerType */
const KINDS: ReadonlyMap<number, string> = new Map(
  [
    '1 InputData, 6 Add, 12 Concatenate, 14 Conv2D, 15 InputConv2D, 16 DepthwiseConv2D, 17 Conv2DTranspose, 19 Dequantizer',
    '20 DepthwiseConv2DTranspose, 21 BufferTempConv, 22 DepthwiseBufferTempConv, 25 Dense1D, 26 StatefulRecurrent',
    '27 Quantizer, 28 PicoPostProcessing',
  ]
    .flatMap((line) => line.split(', '))
    .map((entry) => {
      const [code, name = ''] = entry.split(' ');
      return [Number(code), name];
    }),
);

const [INPUT_DATA, CONV, INPUT_CONV, DEPTHWISE, DEQUANTIZER, DENSE] = [1, 14, 15, 16, 19, 25];

/** Longer networks are told by their beginning and their end. */
const MOST_LAYERS = 12;
const GLOBAL_AVERAGE = 2;

type Dims = readonly [number, number, number];

/** The layers of a model for Akida 2.0 in one line: kind, name, bits of the weights, and the output (x, y, c) where it follows from the file. */
export function describeOtherGeneration(layers: readonly OtherLayer[]): string {
  const shapes = new Map<string, Dims>();
  const lines = layers.map((layer) => {
    const kind = KINDS.get(typeOf(layer)) ?? 'layer of unknown type';
    const before = shapes.get(layer.inbounds[0] ?? '');
    const shape = layer.inbounds.length < 2 ? outputOf(layer, before) : null;
    if (shape) shapes.set(layer.name, shape);
    const bits = layer.params.get('weights_bits');
    const facts = [...(bits ? [`${bits}-bit weights`] : []), ...(shape ? [shape.join(' × ')] : [])];
    return `${kind} "${layer.name}"${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
  });
  if (lines.length <= MOST_LAYERS) return lines.join('; ');
  const [start, end] = [lines.slice(0, MOST_LAYERS - 2), lines.slice(-2)];
  return [...start, `${lines.length - MOST_LAYERS} more`, ...end].join('; ');
}

function typeOf({ params }: OtherLayer): number {
  return params.get('layer_type') ?? 0;
}

function outputOf(layer: OtherLayer, before?: Dims): Dims | null {
  const { params, weights } = layer;
  const size = (name: string) => params.get(name) ?? 0;
  const channels = size('input_channels');
  switch (typeOf(layer)) {
    case INPUT_DATA:
    case QUANTIZER_TYPE:
      return [size('input_width'), size('input_height'), channels];
    case INPUT_CONV:
      return windowed([size('input_x'), size('input_y'), channels], size('filters'), params);
    case CONV:
      return before ? windowed(before, size('filters'), params) : null;
    case DEPTHWISE:
      return before ? windowed(before, before[2], params) : null;
    case DENSE:
      return [1, 1, size('units') || (weights.get('weights')?.[0] ?? 0)];
    case DEQUANTIZER:
      return before ?? null;
    default:
      return null;
  }
}

/** A square window, then a square pool. */
function windowed([x, y]: Dims, filters: number, params: ReadonlyMap<string, number>): Dims | null {
  const size = (name: string) => params.get(name) ?? 0;
  const padding = paddings[size('padding')];
  if (!padding || size('kernel_size') < 1 || size('kernel_stride') < 1) return null;
  const slide = (cells: number, window: string, step: string) =>
    windowAxis(cells, size(window), size(step), padding).output;
  const map = [x, y].map((cells) => slide(cells, 'kernel_size', 'kernel_stride'));
  if (size('pool_type') === GLOBAL_AVERAGE) return [1, 1, filters];
  const pools = size('pool_size') > 0 && size('pool_stride') > 0;
  const [a = 0, b = 0] = pools ? map.map((cells) => slide(cells, 'pool_size', 'pool_stride')) : map;
  return [a, b, filters];
}
