import { isLayer } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import { shortestFloat32 } from '../tensor/floats.ts';
import { defineFix } from './define.ts';
import { replaceLayer, withConfig } from './graphEdits.ts';

export const plainReLU = defineFix({
  id: 'plain-relu',
  rules: ['relu-only'],
  doc: 'Sets the threshold and the negative slope of a ReLU to 0. Values below the threshold change: fine-tune after it.',
  plan: (graph, node) => {
    if (!isLayer(node, relu)) return null;
    const { threshold, negativeSlope } = node.config;
    if (threshold === 0 && negativeSlope === 0) return null;
    const parts = [
      ...(threshold === 0 ? [] : [`threshold ${shortestFloat32(threshold)}`]),
      ...(negativeSlope === 0 ? [] : [`slope ${shortestFloat32(negativeSlope)}`]),
    ];
    return {
      exact: false,
      describe: `"${node.name}" loses its ${parts.join(' and ')}. The function changes, fine-tune after it.`,
      apply: () => replaceLayer(graph, node, withConfig(node, { threshold: 0, negativeSlope: 0 })),
    };
  },
});
