import { lazy } from 'react';
import { defineDrawerTab } from '../../frame/define.ts';

/** The images to train on. */
export const imagesTab = defineDrawerTab({
  id: 'images',
  name: 'Images',
  Label: () => <>Images</>,
  Panel: lazy(() => import('./ImagesPanel.tsx')),
});
