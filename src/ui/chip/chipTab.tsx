import { lazy } from 'react';
import { defineDrawerTab } from '../frame/define.ts';

/** The chip with the network on it: floor plan, what every layer takes, and another chip beside it. */
export const chipTab = defineDrawerTab({
  id: 'chip',
  name: 'Chip',
  keys: 'H',
  Label: () => 'Chip',
  Panel: lazy(() => import('./ChipPanel.tsx')),
});
