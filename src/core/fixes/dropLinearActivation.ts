import { activation } from '../layers/activation.ts';
import { isLayer } from '../layers/define.ts';
import { defineFix } from './define.ts';
import { layerBefore, removeLayer } from './graphEdits.ts';

export const dropLinearActivation = defineFix({
  id: 'drop-linear-activation',
  rules: ['relu-only', 'pool-after-conv'],
  doc: "Removes Activation('linear'), which hands its input through.",
  plan: (graph, node) => {
    const linear = isLayer(node, activation) ? node : layerBefore(graph, node);
    if (!isLayer(linear, activation) || linear.config.activation !== 'linear') return null;
    if (!layerBefore(graph, linear)) return null;
    return {
      exact: true,
      describe: `"${linear.name}" is removed: it hands its input through. The outputs stay the same.`,
      apply: () => removeLayer(graph, linear),
    };
  },
});
