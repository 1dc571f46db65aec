import { defineRule } from './define.ts';
import { isQuantizedActivation } from '../layers/layerGroups.ts';

/** @source docs/reference/compatibility.md#activation-bits; cnn2snn 2.3.6 model_generator.py, _check_activation_bitwidth */
const ACTIVATION_BITS: readonly number[] = [1, 2, 4];

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
  check: ({ graph }) =>
    graph.layers
      .filter(isQuantizedActivation)
      .filter((node) => !ACTIVATION_BITS.includes(node.config.bits))
      .map(({ name, config: { bits } }) => ({
        layer: name,
        message: `Activation "${name}" has ${bits} bits.`,
        expected: '1, 2 or 4 bits',
        received: `${bits} bits`,
        hint: `Set the activation bits of "${name}" to ${bits < 4 ? 2 : 4} and fine-tune.`,
      })),
});
