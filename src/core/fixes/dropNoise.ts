import { roleOf } from '../analysis/blocks.ts';
import { defineFix } from './define.ts';
import { layerBefore, removeLayer } from './graphEdits.ts';

/** Layers that only act while training. */
const TRAINING_ONLY: ReadonlySet<string> = new Set(['ActivityRegularization']);

export const dropNoise = defineFix({
  id: 'drop-noise',
  rules: ['supported-layer'],
  doc: 'Removes Dropout, noise and augmentation layers (Random..., MixUp, CutMix, RandAugment, ...), which do nothing at inference.',
  plan: (graph, node) => {
    if (roleOf(node) !== 'dropout' && !TRAINING_ONLY.has(node.className)) return null;
    if (!layerBefore(graph, node)) return null;
    return {
      exact: true,
      describe: `${node.className} "${node.name}" is removed: it only acts while training. The outputs stay the same.`,
      apply: () => removeLayer(graph, node),
    };
  },
});
