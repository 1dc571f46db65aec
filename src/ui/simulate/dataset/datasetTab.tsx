import { lazy } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import { Badge } from '../../design/index.ts';
import { defineDrawerTab } from '../../drawer/define.ts';
import { formatShare } from '../run/activity.ts';

/** The three models over many labelled images. */
export const datasetTab = defineDrawerTab({
  id: 'dataset',
  name: 'Data set',
  keys: 'D',
  Label: DatasetLabel,
  Panel: lazy(() => import('./DatasetPanel.tsx')),
});

function DatasetLabel() {
  const accuracy = useStudio(({ evaluation }) => evaluation?.accuracy.spiking);
  return (
    <>Data set{accuracy !== undefined && <Badge tone="accent">{formatShare(accuracy)}</Badge>}</>
  );
}
