import type { LayerNode } from '../ir/graph.ts';
import { activation } from '../layers/activation.ts';
import { isLayer } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import { softmax } from '../layers/softmax.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

/** Layers that stand where a ReLU could. */
const ACTIVATIONS: ReadonlySet<string> = new Set([
  'LeakyReLU',
  'PReLU',
  'ELU',
  'ThresholdedReLU',
  softmax.className,
]);
/** Functions that are told as exact by another fix, or that end a model. */
const EXACT_ELSEWHERE: ReadonlySet<string> = new Set(['relu', 'relu6', 'linear']);

export const replaceActivation = defineFix({
  id: 'replace-activation',
  rules: ['relu-only', 'supported-layer'],
  doc: 'Puts a ReLU in the place of an activation that cannot become spikes. The function changes: fine-tune after it.',
  plan: (graph, node) => {
    if (!isReplaceable(node)) return null;
    return {
      exact: false,
      describe: `"${node.name}" becomes a ReLU. The function changes, fine-tune after it.`,
      apply: () => replaceLayer(graph, node, newLayer(relu, node.name)),
    };
  },
});

function isReplaceable(node: LayerNode): boolean {
  if (isLayer(node, activation)) return !EXACT_ELSEWHERE.has(node.config.activation);
  return ACTIVATIONS.has(node.className);
}
