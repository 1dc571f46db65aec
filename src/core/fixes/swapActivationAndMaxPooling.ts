import type { LayerNode } from '../ir/graph.ts';
import { activation } from '../layers/activation.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { relu } from '../layers/relu.ts';
import { isRelu } from '../layers/layerGroups.ts';
import { defineFix } from './define.ts';
import { layerBefore, swapWithNext } from './graphEdits.ts';

/** Functions that never decrease: the largest value of a window stays the largest. */
const RISING: ReadonlySet<string> = new Set([
  'relu',
  'relu6',
  'linear',
  'sigmoid',
  'hard_sigmoid',
  'tanh',
  'elu',
  'selu',
  'softplus',
  'softsign',
  'exponential',
]);

export const swapActivationAndMaxPooling = defineFix({
  id: 'swap-activation-and-max-pooling',
  rules: ['pool-after-conv'],
  doc: 'Puts MaxPooling2D before the activation. The activation never decreases, so the maximum of a window stays the maximum and the outputs stay the same.',
  plan: (graph, node) => {
    const before = layerBefore(graph, node);
    if (!isLayer(node, maxPooling2d) || !before || !neverDecreases(before)) return null;
    return {
      exact: true,
      describe: `"${node.name}" moves before "${before.name}". The activation never decreases, so the outputs stay the same.`,
      apply: () => swapWithNext(graph, before, node),
    };
  },
});

function neverDecreases(node: LayerNode): boolean {
  if (isLayer(node, activation)) return RISING.has(node.config.activation);
  if (!isLayer(node, relu)) return isRelu(node);
  // Below its threshold a ReLU is slope * (x - threshold): with a slope below zero it falls.
  const { threshold, negativeSlope } = node.config;
  return threshold >= 0 && negativeSlope >= 0;
}
