import { chipTab } from '../chip/chipTab.tsx';
import { imagesTab } from '../finetune/images/imagesTab.tsx';
import { trainingTab } from '../finetune/drawer/trainingTab.tsx';
import { problemsTab } from '../problems/problemsTab.tsx';
import { datasetTab } from '../simulate/dataset/datasetTab.tsx';
import { activityTab } from '../simulate/spikes/activityTab.tsx';
import { spikesTab } from '../simulate/spikes/spikesTab.tsx';
import type { DrawerTab } from '../frame/define.ts';

/** The tabs of the drawer. A tab is one file in its feature's folder and one line here. */
export const drawerTabs: readonly DrawerTab[] = [
  problemsTab,
  spikesTab,
  activityTab,
  datasetTab,
  chipTab,
  trainingTab,
  imagesTab,
];
