import { isConvolution } from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { fitsTogether, replaceLayer, withConfig } from './graphEdits.ts';

export const samePadding = defineFix({
  id: 'same-padding',
  rules: ['hw-padding'],
  doc: "Lets a convolution pad 'same'. The map grows, and its border cells see zeros: the function changes, fine-tune after it.",
  plan: (graph, node) => {
    if (!isConvolution(node) || node.config.padding === 'same') return null;
    const changed = replaceLayer(graph, node, withConfig(node, { padding: 'same' } as object));
    // Behind a Flatten the weights depend on the size of the map.
    if (!fitsTogether(changed)) return null;
    return {
      exact: false,
      describe: `"${node.name}" gets padding 'same': its map grows and its border cells see zeros. The function changes, fine-tune after it.`,
      apply: () => changed,
    };
  },
});
