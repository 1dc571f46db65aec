import { conv2d } from '../layers/conv2d.ts';
import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';
import { tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { layerBehind, replaceLayer, withConfig } from './graphEdits.ts';

export const flipRescaling = defineFix({
  id: 'flip-rescaling',
  rules: ['input-scaling'],
  doc: 'Turns the sign of a Rescaling that inverts its pictures (1 - x / 255), and that of the kernel behind it: a product of two that changed their sign stays the same, and so does what padding adds.',
  source: 'docs/reference/compatibility.md#input-scaling',
  plan: (graph, node) => {
    if (!isLayer(node, rescaling)) return null;
    const { scale, offset } = node.config;
    const next = layerBehind(graph, node);
    const kernel = next?.weights['kernel'];
    if (typeof scale !== 'number' || typeof offset !== 'number' || !(scale < 0)) return null;
    if (!isLayer(next, conv2d) || !kernel) return null;
    return {
      exact: true,
      describe: `"${node.name}" gives -(${scale} x + ${offset}), and the kernel of "${next.name}" changes its sign. The outputs stay the same.`,
      apply: () => {
        const flipped = tensor(
          kernel.data.map((value) => -value),
          kernel.shape,
        );
        // 0 - offset: a -0 would stand in the file.
        const positive = withConfig(node, { scale: -scale, offset: 0 - offset });
        const changed = replaceLayer(graph, node, positive);
        const inPlace = changed.layers.find(({ name }) => name === next.name);
        if (!inPlace) return graph;
        const weights = { ...next.weights, kernel: flipped };
        return replaceLayer(changed, inPlace, { ...inPlace, weights });
      },
    };
  },
});
