import { bitsBelow, defineRule, orList } from './define.ts';
import { isQuantizedActivation } from '../layers/layerGroups.ts';

/**
 * The runtime has no spikes of another size. Values of 8 bits exist as pixels alone, and only the input convolution
 * takes them. Fewer bits ask more of the training.
 */
export const activationBits = defineRule({
  id: 'activation-bits',
  level: 'quantization',
  severity: 'error',
  title: 'Activation bitwidth not supported',
  source:
    'docs/reference/compatibility.md#activation-bits; cnn2snn 2.3.6 model_generator.py, _check_activation_bitwidth',
  doc: 'Spikes have 1, 2 or 4 bits.',
  check: ({ graph, generation: { activationBits: allowed } }) =>
    graph.layers
      .filter(isQuantizedActivation)
      .filter((node) => !allowed.includes(node.config.bits))
      .map(({ name, config: { bits } }) => ({
        layer: name,
        message: `Activation "${name}" has ${bits} bits.`,
        expected: `${orList(allowed)} bits`,
        received: `${bits} bits`,
        hint: `Set the activation bits of "${name}" to ${bitsBelow(bits, allowed)} and fine-tune.`,
      })),
});
