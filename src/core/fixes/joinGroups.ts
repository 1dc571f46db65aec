import { conv2d } from '../layers/conv2d.ts';
import { isLayer } from '../layers/define.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { replaceLayer, withConfig } from './graphEdits.ts';

export const joinGroups = defineFix({
  id: 'join-groups',
  rules: ['neural-arguments'],
  doc: 'Writes a grouped convolution as a plain one whose kernel is zero between different groups: the same sums, with as many times the weights as there are groups.',
  plan: (graph, node) => {
    const kernel = node.weights['kernel'];
    if (!isLayer(node, conv2d) || !kernel || node.config.groups === 1) return null;
    if (node.config.dataFormat !== 'channels_last') return null;
    const { groups } = node.config;
    return {
      exact: true,
      describe: `"${node.name}" loses its ${groups} groups: its kernel gets zeros between them, ${groups} times the weights. The outputs stay the same.`,
      apply: () =>
        replaceLayer(graph, node, {
          ...withConfig(node, { groups: 1 }),
          weights: { ...node.weights, kernel: withoutGroups(kernel, groups) },
        }),
    };
  },
});

/** Filter n of group n / (filters / groups) reads the channels of that group only. */
function withoutGroups(kernel: Tensor, groups: number): Tensor {
  const [kx = 1, ky = 1, perGroup = 1, filters = 1] = kernel.shape;
  const channels = perGroup * groups;
  const data = new Float32Array(kx * ky * channels * filters);
  kernel.data.forEach((weight, i) => {
    const filter = i % filters;
    const row = Math.floor(i / filters);
    const [cell, c] = [Math.floor(row / perGroup), row % perGroup];
    const group = Math.floor(filter / (filters / groups));
    data[(cell * channels + group * perGroup + c) * filters + filter] = weight;
  });
  return tensor(data, [kx, ky, channels, filters]);
}
