import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { defineRule } from './define.ts';

export const poolStride = defineRule({
  id: 'pool-stride',
  level: 'design',
  severity: 'error',
  title: 'Pool strides are larger than the pool',
  source:
    'docs/reference/compatibility.md#pool-stride; the runtime: "Parameter pool_stride cannot be higher than pool_size"',
  doc: 'MaxPooling2D may not skip cells: its strides are at most its pool size.',
  check: ({ graph }) =>
    graph.layers.flatMap((node) => {
      if (!isLayer(node, maxPooling2d)) return [];
      const { poolSize, strides } = node.config;
      if (!strides || (strides[0] <= poolSize[0] && strides[1] <= poolSize[1])) return [];
      return {
        layer: node.name,
        message: `MaxPooling2D "${node.name}" skips cells between its windows.`,
        expected: `strides of at most ${poolSize.join('x')}`,
        received: `strides ${strides.join('x')}`,
        hint: `Set the strides to ${poolSize.join('x')} and train on, or move the stride into the convolution.`,
      };
    }),
});
