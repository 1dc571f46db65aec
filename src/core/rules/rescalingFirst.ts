import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';
import { defineRule } from './define.ts';

/**
 * The input scaling belongs to the pixels. Further inside, a BatchNormalization behind its convolution does the same
 * and can be folded.
 */
export const rescalingFirst = defineRule({
  id: 'rescaling-first',
  level: 'design',
  severity: 'error',
  title: 'Rescaling is not the first layer',
  source: 'docs/reference/compatibility.md#rescaling-first; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'A Rescaling layer becomes the input scaling of the first layer, so nothing may come before it.',
  check: ({ segments }) =>
    segments.flatMap(({ ordered, startsAtInput }) =>
      ordered
        .filter((node, i) => isLayer(node, rescaling) && (i > 0 || !startsAtInput))
        .map(({ name }) => ({
          layer: name,
          message: `Rescaling layer "${name}" comes after other layers.`,
          expected: 'Rescaling as the first layer of the model',
          received: 'Rescaling further back',
          hint: 'Scale the input only, and let BatchNormalization scale the maps inside the model.',
        })),
    ),
});
