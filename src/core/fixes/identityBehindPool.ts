import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { conv2d } from '../layers/conv2d.ts';
import { isLayer } from '../layers/define.ts';
import { flatten } from '../layers/flatten.ts';
import { isConvolution, isDense, isDropout } from '../layers/layerGroups.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { relu } from '../layers/relu.ts';
import { reshape } from '../layers/reshape.ts';
import { separableConv2d } from '../layers/separableConv2d.ts';
import { akida1Layers } from '../targets/akida1.ts';
import { tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { freshName, insertBehind, layerBefore, layerBehind, newLayer } from './graphEdits.ts';

/** Channels that one filter of a 1x1 Conv2D may read with 4-bit weights; a 3x3 SeparableConv2D may read more. */
const MOST_CHANNELS = akida1Layers.Convolutional.maxChannelsPerFilter?.value[1]?.[4] ?? 0;

export const identityBehindPool = defineFix({
  id: 'identity-behind-pool',
  rules: ['hw-pool-next', 'hw-pool-last'],
  doc: 'Puts a 1x1 Conv2D that copies each channel, and a ReLU, between a max pool and what the chip cannot have behind it. No value is below zero there, so the outputs stay the same. With more channels than one filter can read the copy is a 3x3 SeparableConv2D.',
  source: 'docs/reference/compatibility.md#hardware-akd1000',
  plan: (graph, node) => {
    const match = matchOf(graph, node);
    if (!match) return null;
    const { last, activation, channels } = match;
    const copy = copyLayer(channels, freshName(graph, `${last.name}_copy`));
    const again = newLayer(relu, freshName(graph, `${last.name}_copy_relu`), {
      max_value: activation.config.maxValue,
      negative_slope: 0,
      threshold: 0,
    });
    return {
      exact: true,
      describe: `A ${copy.className} "${copy.name}" that copies each channel and a ReLU "${again.name}" come behind "${last.name}". The outputs stay the same.`,
      apply: () => {
        const copied = insertBehind(graph, last, copy);
        const inPlace = copied.layers.find(({ name }) => name === copy.name);
        return inPlace ? insertBehind(copied, inPlace, again) : copied;
      },
    };
  },
});

interface Match {
  /** The layer behind which the copy goes. */
  readonly last: LayerNode;
  readonly activation: LayerNode<{ readonly maxValue: number | null }>;
  readonly channels: number;
}

/** What lies between the convolution and the end of its block: a max pool and one plain ReLU, nothing behind it that makes values negative. */
function matchOf(graph: ModelGraph, node: LayerNode): Match | null {
  const last = isDense(node) ? blockEnd(graph, layerBefore(graph, node)) : openEnd(graph, node);
  const [, , , channels] = (last && outputShapes(graph).output(last.name)) ?? [];
  if (!last || typeof channels !== 'number') return null;
  let activation: LayerNode | undefined;
  let isPooled = false;
  let at: LayerNode | undefined = last;
  for (; at && !isConvolution(at); at = layerBefore(graph, at)) {
    const isPool = isLayer(at, maxPooling2d) && at.config.dataFormat === 'channels_last';
    const isNorm = isLayer(at, batchNormalization) && activation !== undefined;
    if (isLayer(at, relu) && !activation) activation = at;
    else if (!isPool && !isNorm && !isDropout(at)) return null;
    isPooled ||= isPool;
  }
  if (!at || !isPooled || !isLayer(activation, relu)) return null;
  const { negativeSlope, threshold } = activation.config;
  return negativeSlope === 0 && threshold === 0 ? { last, activation, channels } : null;
}

/** The last layer before a Dense that works on the map. */
function blockEnd(graph: ModelGraph, node: LayerNode | undefined): LayerNode | undefined {
  let at = node;
  while (at && (isLayer(at, flatten) || isLayer(at, reshape) || isDropout(at))) {
    at = layerBefore(graph, at);
  }
  return at;
}

/** The last layer on the map of a convolution behind which no other neural layer comes. */
function openEnd(graph: ModelGraph, node: LayerNode): LayerNode | undefined {
  let last = node;
  for (let next = layerBehind(graph, node); next; next = layerBehind(graph, next)) last = next;
  const isEnd = graph.outputs.some(({ layer }) => layer === last.name);
  return isEnd && isConvolution(node) ? blockEnd(graph, last) : undefined;
}

/** y = x for every channel: a kernel of ones on the diagonal, zeros elsewhere. */
function copyLayer(channels: number, name: string): LayerNode {
  const diagonal = new Float32Array(channels * channels);
  for (let c = 0; c < channels; c++) diagonal[c * channels + c] = 1;
  const kernel = tensor(diagonal, [1, 1, channels, channels]);
  const config = { filters: channels, padding: 'same', use_bias: false };
  if (channels <= MOST_CHANNELS) {
    return newLayer(conv2d, name, { ...config, kernel_size: [1, 1] }, { kernel });
  }
  const centre = new Float32Array(9 * channels).fill(1, 4 * channels, 5 * channels);
  const depthwise = tensor(centre, [3, 3, channels, 1]);
  const weights = { depthwise_kernel: depthwise, pointwise_kernel: kernel };
  return newLayer(separableConv2d, name, { ...config, kernel_size: [3, 3] }, weights);
}
