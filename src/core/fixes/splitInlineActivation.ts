import { activation } from '../layers/activation.ts';
import { relu } from '../layers/relu.ts';
import { softmax } from '../layers/softmax.ts';
import { inlineActivation } from '../layers/layerGroups.ts';
import { layerDefinition } from '../layers/index.ts';
import type { LayerNode } from '../ir/graph.ts';
import { defineFix } from './define.ts';
import { freshName, insertBehind, newLayer, replaceLayer, withConfig } from './graphEdits.ts';

export const splitInlineActivation = defineFix({
  id: 'split-inline-activation',
  rules: ['inline-activation'],
  doc: 'Gives the activation inside a layer a layer of its own right behind it: the outputs stay the same.',
  plan: (graph, node) => {
    const name = ownActivation(node);
    if (name === 'linear') return null;
    const added = activationLayer(name, freshName(graph, `${node.name}_${name}`));
    return {
      exact: true,
      describe: `"${node.name}" becomes linear, and a ${added.className} layer "${added.name}" behind it applies '${name}'. The outputs stay the same.`,
      apply: () => {
        const linear = withConfig(node, { activation: 'linear' });
        const replaced = replaceLayer(graph, node, linear);
        const inPlace = replaced.layers.find((layer) => layer.name === node.name) ?? linear;
        return insertBehind(replaced, inPlace, added);
      },
    };
  },
});

function ownActivation(node: LayerNode): string {
  // DepthwiseConv2D has one too, though it is no neural layer of the toolkit.
  const { activation: name } = node.config as { readonly activation?: unknown };
  const hasOne = layerDefinition(node.className)?.role !== 'activation';
  return typeof name === 'string' && hasOne ? name : inlineActivation(node);
}

function activationLayer(name: string, layerName: string): LayerNode {
  if (name === 'relu') return newLayer(relu, layerName);
  if (name === 'relu6') return newLayer(relu, layerName, { max_value: 6 });
  if (name === 'softmax') return newLayer(softmax, layerName);
  return newLayer(activation, layerName, { activation: name });
}
