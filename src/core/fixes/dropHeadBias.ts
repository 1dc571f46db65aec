import { isNeural } from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { replaceLayer, withConfig } from './graphEdits.ts';

export const dropHeadBias = defineFix({
  id: 'drop-head-bias',
  rules: ['head-bias'],
  doc: 'Removes the bias of the last layer, so that raw potentials and `predict` rank the classes alike. The scores change: fine-tune after it.',
  plan: (graph, node) => {
    if (!isNeural(node) || !node.weights['bias']) return null;
    return {
      exact: false,
      describe: `"${node.name}" loses its bias. The scores change, fine-tune after it.`,
      apply: () => {
        const weights = Object.fromEntries(
          Object.entries(node.weights).filter(([name]) => name !== 'bias'),
        );
        const changed = { ...withConfig(node, { useBias: false }), weights };
        return replaceLayer(graph, node, changed);
      },
    };
  },
});
