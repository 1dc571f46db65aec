import { lazy } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import { Badge } from '../../design/index.ts';
import { defineDrawerTab } from '../../frame/define.ts';
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
  const evaluation = useStudio((state) => state.evaluation);
  return (
    <>
      Data set
      {evaluation && (
        <span title={`The spiking model on ${evaluation.samples} images of ${evaluation.name}`}>
          <Badge tone="accent">{formatShare(evaluation.accuracy.spiking)}</Badge>
        </span>
      )}
    </>
  );
}
