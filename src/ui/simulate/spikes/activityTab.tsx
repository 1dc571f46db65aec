import { lazy } from 'react';
import { defineDrawerTab } from '../../frame/define.ts';

/** What every layer did with the input on screen, in numbers. */
export const activityTab = defineDrawerTab({
  id: 'activity',
  name: 'Activity',
  keys: 'A',
  Label: () => 'Activity',
  Panel: lazy(() => import('./ActivityTable.tsx')),
});
