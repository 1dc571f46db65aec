import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { conv2d } from '../layers/conv2d.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { relu } from '../layers/relu.ts';
import { rescaling } from '../layers/rescaling.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { windowAxis } from '../tensor/window.ts';
import { defineFix } from './define.ts';
import {
  freshName,
  insertBehind,
  layerBefore,
  newLayer,
  replaceLayer,
  withConfig,
} from './graphEdits.ts';

/** Kernel of the layer that hands the pixels on; the smallest that the input convolution has. */
const SIZE = 3;
/** The largest kernel of an inner convolution. */
const LARGEST = 7;
const LARGEST_PIXEL = 255;
/** Upper end of a quantized ReLU that states none: the pixels are given that range. */
const RANGE = 6;

export const splitInputConvolution = defineFix({
  id: 'split-input-convolution',
  rules: ['hw-filters', 'hw-kernel-size'],
  doc: 'Splits the first convolution in two, because the unit for pixels has room for few filters: a first one hands the pixels on, with both signs and cut into the phases of the stride, and an inner one, which may have 2048 filters, does the work. The outputs stay the same; once quantized, the pixels pass in as many bits as the activation has.',
  source: 'docs/reference/compatibility.md#too-many-filters-or-channels',
  plan: (graph, node) => {
    const split = splitOf(graph, node);
    if (!split || !isLayer(node, conv2d)) return null;
    const { stride, kernel, pixels } = split;
    const size = kernel.shape[0] ?? 1;
    const first = freshName(graph, `${node.name}_pixels`);
    return {
      exact: true,
      describe: `"${first}" hands the pixels on in ${pixels.shape[3] ?? 0} channels, and "${node.name}" works on those with a ${size}x${size} kernel${stride > 1 ? ' of stride 1' : ''}. The outputs stay the same; quantized, the pixels pass in as many bits as the activation behind "${first}" has, so train it then.`,
      apply: () => {
        const config = { kernelSize: [size, size], strides: [1, 1] } as const;
        const inner = { ...withConfig(node, config), weights: { ...node.weights, kernel } };
        const start = layerBefore(graph, node);
        const replaced = replaceLayer(graph, node, inner);
        const before = replaced.layers.find(({ name }) => name === start?.name);
        if (!before) return graph;
        const shown = {
          filters: pixels.shape[3] ?? 0,
          kernel_size: [SIZE, SIZE],
          strides: [stride, stride],
          padding: 'same',
          use_bias: false,
        };
        const added = newLayer(conv2d, first, shown, { kernel: pixels });
        const active = newLayer(relu, freshName(graph, `${first}_relu`));
        const withPixels = insertBehind(replaced, before, added);
        const inPlace = withPixels.layers.find(({ name }) => name === first);
        return inPlace ? insertBehind(withPixels, inPlace, active) : graph;
      },
    };
  },
});

interface Split {
  readonly stride: number;
  /** [3, 3, channels, 2 * stride^2 * channels]: one weight a filter, so large that the pixels fill the range of the activation. */
  readonly pixels: Tensor;
  /** [K, K, 2 * stride^2 * channels, filters] */
  readonly kernel: Tensor;
}

/**
 * With stride s, cell s q + p of the input lies in phase p at place q. The first layer has one filter for each phase, channel and sign,
 * which gives relu(g x) and relu(-g x), and x = (relu(g x) - relu(-g x)) / g. A window with `before` zeros in front reads cell s i - before + a with
 * its weight a, so phase p at place i + q, where s q + p = a - before.
 */
function splitOf(graph: ModelGraph, node: LayerNode): Split | null {
  if (!isLayer(node, conv2d)) return null;
  const before = layerBefore(graph, node);
  const onPixels = isLayer(before, inputLayer) || isLayer(layerBefore(graph, before), inputLayer);
  if (!onPixels || !(isLayer(before, inputLayer) || isLayer(before, rescaling))) return null;
  const { kernelSize, strides, padding, dataFormat, dilationRate, groups } = node.config;
  const kernel = node.weights['kernel'];
  const [, height, width, channels] = outputShapes(graph).inputs(node)[0] ?? [];
  const stride = strides[0];
  const isPlain = dataFormat === 'channels_last' && groups === 1 && Math.max(...dilationRate) === 1;
  if (!kernel || !isPlain || padding !== 'same' || strides[1] !== stride || stride > 3) return null;
  if (!height || !width || !channels || height % stride > 0 || width % stride > 0) return null;
  const taps = [
    tapsOf(height, kernelSize[0], stride),
    tapsOf(width, kernelSize[1], stride),
  ] as const;
  const reach = Math.max(...taps.flat().map(({ place }) => Math.abs(place)));
  if (2 * reach + 1 > LARGEST) return null;
  const gain = RANGE / (isLayer(before, rescaling) ? largestOf(before) : 1);
  return {
    stride,
    pixels: pixelKernel(gain, stride, channels, windowAxis(height, SIZE, stride, 'same').before),
    kernel: innerKernel(kernel, taps, { gain, stride, channels, reach }),
  };
}

/** Where a weight of an axis reads: s * place + phase from the window's own cell. */
interface Tap {
  readonly place: number;
  readonly phase: number;
}

function tapsOf(size: number, kernel: number, stride: number): readonly Tap[] {
  const { before } = windowAxis(size, kernel, stride, 'same');
  return Array.from({ length: kernel }, (_, a) => {
    const place = Math.floor((a - before) / stride);
    return { place, phase: a - before - stride * place };
  });
}

function pixelKernel(gain: number, stride: number, channels: number, before: number): Tensor {
  const filters = 2 * stride * stride * channels;
  const data = new Float32Array(SIZE * SIZE * channels * filters);
  for (let p = 0; p < stride; p++) {
    for (let q = 0; q < stride; q++) {
      for (let c = 0; c < channels; c++) {
        const filter = 2 * ((p * stride + q) * channels + c);
        const at = (((p + before) * SIZE + q + before) * channels + c) * filters + filter;
        data[at] = gain;
        data[at + 1] = -gain;
      }
    }
  }
  return tensor(data, [SIZE, SIZE, channels, filters]);
}

function innerKernel(
  kernel: Tensor,
  [rows, columns]: readonly [readonly Tap[], readonly Tap[]],
  {
    gain,
    stride,
    channels,
    reach,
  }: {
    readonly gain: number;
    readonly stride: number;
    readonly channels: number;
    readonly reach: number;
  },
): Tensor {
  const size = 2 * reach + 1;
  const inputs = 2 * stride * stride * channels;
  const filters = kernel.shape[3] ?? 0;
  const data = new Float32Array(size * size * inputs * filters);
  for (const [a, row] of rows.entries()) {
    for (const [b, column] of columns.entries()) {
      for (let c = 0; c < channels; c++) {
        const from = ((a * columns.length + b) * channels + c) * filters;
        const input = 2 * ((row.phase * stride + column.phase) * channels + c);
        const cell = (row.place + reach) * size + column.place + reach;
        const to = (cell * inputs + input) * filters;
        for (let f = 0; f < filters; f++) {
          const weight = (kernel.data[from + f] ?? 0) / gain;
          data[to + f] = weight;
          data[to + filters + f] = -weight;
        }
      }
    }
  }
  return tensor(data, [size, size, inputs, filters]);
}

/** Largest absolute value of a pixel as the model sees it. */
function largestOf({ config: { scale, offset } }: NodeOf<typeof rescaling>): number {
  if (typeof scale !== 'number' || typeof offset !== 'number') return 1;
  return Math.max(Math.abs(offset), Math.abs(LARGEST_PIXEL * scale + offset)) || 1;
}
