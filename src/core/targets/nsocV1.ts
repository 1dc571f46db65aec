import { akida1, akida1Layers } from './akida1.ts';
import { defineTarget } from './define.ts';

/** First silicon: as AKD1000, but its fully connected layers take 1- or 2-bit inputs only. */
export const nsocV1 = defineTarget({
  id: 'nsoc-v1',
  name: 'NSoC_v1 (Akida 1.0, first silicon)',
  doc: 'As AKD1000, but fully connected layers take 1- or 2-bit spikes only.',
  generation: akida1,
  eventCosts: [],
  layers: {
    ...akida1Layers,
    FullyConnected: {
      ...akida1Layers.FullyConnected,
      inputBits: {
        value: [1, 2],
        source:
          'docs/reference/compatibility.md#hardware-nsoc-v1; the toolkit guide on per-layer input constraints',
      },
    },
  },
});
