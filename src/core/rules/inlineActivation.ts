import { defineRule } from './define.ts';
import { inlineActivation as inlineOf } from '../layers/layerGroups.ts';

/**
 * Quantizing turns an activation into a layer with bits of its own, and an activation inside of a neural layer has no
 * place for them. Splitting it off does not change what the model computes.
 */
export const inlineActivation = defineRule({
  id: 'inline-activation',
  level: 'design',
  severity: 'error',
  title: 'Activation inside a neural layer',
  source:
    'docs/reference/compatibility.md#inline-activation; cnn2snn 2.3.6 quantization_layers.py, unsupported_args',
  doc: 'Quantized layers have no activation of their own: it must be a layer behind them.',
  check: ({ graph }) =>
    graph.layers
      .filter((node) => inlineOf(node) !== 'linear')
      .map((node) => {
        const found = inlineOf(node);
        return {
          layer: node.name,
          message: `Layer "${node.name}" applies '${found}' itself.`,
          expected: "activation 'linear', and a ReLU layer behind",
          received: `activation '${found}'`,
          hint:
            found === 'softmax'
              ? 'Split the softmax off; behind the last layer it is dropped, which keeps the predicted class.'
              : 'Split the activation off into a layer of its own.',
        };
      }),
});
