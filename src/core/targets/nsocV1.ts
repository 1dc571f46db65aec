import { akd1000 } from './akd1000.ts';
import { akida1Layers } from './akida1.ts';
import { defineTarget } from './define.ts';

/** First silicon: as AKD1000, but its fully connected layers take 1- or 2-bit inputs only. */
export const nsocV1 = defineTarget({
  ...akd1000,
  id: 'nsoc-v1',
  name: 'NSoC_v1 (Akida 1.0, first silicon)',
  doc: 'As AKD1000, but fully connected layers take 1- or 2-bit spikes only.',
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
  mesh: {
    ...akd1000.mesh,
    source:
      'silicon of the same chip, not tried out; docs/reference/chips-mapping.md#chips-and-their-processors',
  },
  // Nothing was published of what it costs.
  megahertz: null,
  floorMilliwatts: null,
  picojoules: null,
  eventCosts: [],
});
