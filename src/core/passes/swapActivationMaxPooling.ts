import { activationDiscreteRelu } from '../layers/activationDiscreteRelu.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import { relu } from '../layers/relu.ts';
import { definePass } from './define.ts';
import { swapPairs } from './swapPairs.ts';

/** Puts MaxPooling2D before the activation: exact, since these activations never decrease. */
export const swapActivationMaxPooling = definePass({
  id: 'swap-activation-max-pooling',
  doc: 'Moves MaxPooling2D before the activation; the activation never decreases, so the outputs are the same.',
  source:
    'docs/reference/integer-semantics.md#passes-before-converting; cnn2snn 2.3.6 transforms/sequential.py',
  apply: (graph) =>
    swapPairs(graph, (first, second) => {
      const rising =
        isLayer(first, relu) ||
        isLayer(first, quantizedReLU) ||
        isLayer(first, activationDiscreteRelu);
      return rising && isLayer(second, maxPooling2d) ? [second, first] : null;
    }),
});
