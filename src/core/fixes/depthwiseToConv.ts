import { isLayer } from '../layers/define.ts';
import { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { akida1Layers } from '../targets/akida1.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { convInPlaceOf, replaceLayer } from './graphEdits.ts';
import { joinDepthwise } from './joinDepthwise.ts';

/** Channels that one filter of a Conv2D may read with 4-bit weights. */
const MOST_CHANNELS = akida1Layers.Convolutional.maxChannelsPerFilter?.value[3]?.[4] ?? 0;

export const depthwiseToConv = defineFix({
  id: 'depthwise-to-conv',
  rules: ['supported-layer'],
  doc: 'Writes a DepthwiseConv2D as a Conv2D whose kernel is zero between different channels: the same outputs, with as many times the weights as there are channels. For one that no 1x1 Conv2D can take in without a change of the outputs.',
  plan: (graph, node) => {
    if (!isLayer(node, depthwiseConv2d) || node.config.dataFormat !== 'channels_last') return null;
    const kernel = node.weights['depthwise_kernel'];
    const joined = joinDepthwise.plan(graph, node);
    const channels = kernel?.shape[2] ?? 1;
    // The separable layer is the better answer where it is exact, and the only one where a filter would read too many channels.
    if (!kernel || joined?.exact === true || (joined && channels > MOST_CHANNELS)) return null;
    return {
      exact: true,
      describe: `"${node.name}" becomes a Conv2D with zeros between different channels, ${channels} times the weights. The outputs stay the same.`,
      apply: () => replaceLayer(graph, node, convInPlaceOf(node, spreadKernel(kernel))),
    };
  },
});

/** kernel[x, y, c, n] = depthwise[x, y, c, m] where n = c * multiplier + m, else 0 */
function spreadKernel({ shape, data: weights }: Tensor): Tensor {
  const [kx = 1, ky = 1, channels = 1, multiplier = 1] = shape;
  const filters = channels * multiplier;
  const data = new Float32Array(kx * ky * channels * filters);
  weights.forEach((weight, i) => {
    const filter = i % filters;
    const channel = Math.floor(filter / multiplier);
    const cell = Math.floor(i / filters);
    data[(cell * channels + channel) * filters + filter] = weight;
  });
  return tensor(data, [kx, ky, channels, filters]);
}
