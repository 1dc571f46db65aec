import type { LayerNode } from '../ir/graph.ts';
import { conv2d } from '../layers/conv2d.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';
import { joinDepthwise } from './joinDepthwise.ts';

export const depthwiseToConv = defineFix({
  id: 'depthwise-to-conv',
  rules: ['supported-layer'],
  doc: 'Writes a DepthwiseConv2D as a Conv2D whose kernel is zero between different channels: the same outputs, with as many times the weights as there are channels. For one without a 1x1 Conv2D behind it.',
  plan: (graph, node) => {
    if (!isLayer(node, depthwiseConv2d) || node.config.dataFormat !== 'channels_last') return null;
    const kernel = node.weights['depthwise_kernel'];
    // The separable layer is the better answer wherever a 1x1 convolution follows.
    if (!kernel || joinDepthwise.plan(graph, node)) return null;
    const channels = kernel.shape[2] ?? 1;
    return {
      exact: true,
      describe: `"${node.name}" becomes a Conv2D with zeros between different channels, ${channels} times the weights. The outputs stay the same.`,
      apply: () => replaceLayer(graph, node, convolution(node, kernel)),
    };
  },
});

function convolution(node: NodeOf<typeof depthwiseConv2d>, kernel: Tensor): LayerNode {
  const { kernelSize, strides, padding, dilationRate, activation, useBias } = node.config;
  const [kx = 1, ky = 1, channels = 1, multiplier = 1] = kernel.shape;
  const filters = channels * multiplier;
  const data = new Float32Array(kx * ky * channels * filters);
  kernel.data.forEach((weight, i) => {
    const filter = i % filters;
    const channel = Math.floor(filter / multiplier);
    const cell = Math.floor(i / filters);
    data[(cell * channels + channel) * filters + filter] = weight;
  });
  const bias = node.weights['bias'];
  return newLayer(
    conv2d,
    node.name,
    {
      filters,
      kernel_size: [...kernelSize],
      strides: [...strides],
      padding,
      dilation_rate: [...dilationRate],
      activation,
      use_bias: useBias,
    },
    { kernel: tensor(data, [kx, ky, channels, filters]), ...(bias ? { bias } : {}) },
  );
}
