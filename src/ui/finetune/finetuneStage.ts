import { GraduationCap } from 'lucide-react';
import { lazy } from 'react';
import { defineStage } from '../stages/define.ts';
import { notConverted } from '../stages/notConverted.ts';
import { formatAccuracy } from './formatTraining.ts';

/** Training on at the chosen bits. */
export const finetuneStage = defineStage({
  id: 'finetune',
  label: 'Fine-tune',
  icon: GraduationCap,
  status: ({ accuracy, trainingRun }) => {
    const progress = trainingRun?.status === 'running' ? trainingRun.progress : null;
    if (progress) return { text: `epoch ${progress.epoch}/${progress.epochs}`, tone: 'neutral' };
    return accuracy === null
      ? { text: 'not evaluated', tone: 'neutral' }
      : { text: formatAccuracy(accuracy), tone: 'done' };
  },
  blocked: notConverted,
  Panel: lazy(() => import('./FinetunePanel.tsx')),
});
