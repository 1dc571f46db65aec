import { lazy } from 'react';
import { defineDrawerTab } from '../../frame/define.ts';

/** The spikes of every layer for the input on screen. */
export const spikesTab = defineDrawerTab({
  id: 'spikes',
  name: 'Spikes',
  keys: 'S',
  Label: () => 'Spikes',
  Panel: lazy(() => import('./SpikesPanel.tsx')),
});
