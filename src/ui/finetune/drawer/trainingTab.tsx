import { lazy } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import { Badge } from '../../design/index.ts';
import { defineDrawerTab } from '../../frame/define.ts';
import { statusWords } from '../trainingStatus.ts';

/** Curves and numbers of a training. */
export const trainingTab = defineDrawerTab({
  id: 'training',
  name: 'Training',
  Label: TrainingLabel,
  Panel: lazy(() => import('./TrainingPanel.tsx')),
});

function TrainingLabel() {
  const status = useStudio(({ trainingRun }) => trainingRun?.status ?? null);
  const isShown = status !== null && status !== 'done';
  return (
    <>
      Training
      {isShown && <Badge tone={statusWords[status].tone}>{statusWords[status].word}</Badge>}
    </>
  );
}
