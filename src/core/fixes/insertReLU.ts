import type { LayerNode } from '../ir/graph.ts';
import { inlineActivation, isNeural } from '../layers/layerGroups.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import { isPool } from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { freshName, insertBehind, layerBehind, newLayer } from './graphEdits.ts';

export const insertReLU = defineFix({
  id: 'insert-relu',
  rules: ['activation-between', 'hw-first-activation'],
  doc: 'Puts a ReLU behind a neural layer that has none, behind its normalization and pool. The function changes: fine-tune after it.',
  plan: (graph, node) => {
    if (!isNeural(node) || inlineActivation(node) !== 'linear') return null;
    let last: LayerNode = node;
    for (let next = layerBehind(graph, last); next; next = layerBehind(graph, last)) {
      if (!isPool(next) && !isLayer(next, batchNormalization)) break;
      last = next;
    }
    const added = newLayer(relu, freshName(graph, `${node.name}_relu`));
    return {
      exact: false,
      describe: `A ReLU "${added.name}" comes behind "${last.name}". The function changes, fine-tune after it.`,
      apply: () => insertBehind(graph, last, added),
    };
  },
});
