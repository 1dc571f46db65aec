import { activation } from '../layers/activation.ts';
import { isLayer } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

export const activationToReLU = defineFix({
  id: 'activation-to-relu',
  rules: ['relu-only'],
  doc: "Turns Activation('relu') into ReLU and Activation('relu6') into ReLU(max_value=6): the same function, as a layer that can be quantized.",
  plan: (graph, node) => {
    if (!isLayer(node, activation)) return null;
    const { activation: name } = node.config;
    if (name !== 'relu' && name !== 'relu6') return null;
    const changed = newLayer(relu, node.name, name === 'relu6' ? { max_value: 6 } : {});
    return {
      exact: true,
      describe: `"${node.name}" becomes a ReLU layer${name === 'relu6' ? ' with max_value 6' : ''}. The outputs stay the same.`,
      apply: () => replaceLayer(graph, node, changed),
    };
  },
});
