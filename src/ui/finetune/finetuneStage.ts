import { GraduationCap } from 'lucide-react';
import { lazy } from 'react';
import { defineStage } from '../frame/define.ts';
import { notConverted } from '../frame/problems.ts';
import { formatAccuracy } from './trainingStatus.ts';

/** What was judged on, as short as under a stage's name. */
const SHORT = {
  training: 'images trained on',
  validation: 'validation images',
  test: 'test images',
} as const;

/** Training on at the chosen bits. */
export const finetuneStage = defineStage({
  id: 'finetune',
  label: 'Fine-tune',
  icon: GraduationCap,
  status: ({ judgements, trainingRun }) => {
    const progress = trainingRun?.status === 'running' ? trainingRun.progress : null;
    if (progress) return { text: `epoch ${progress.epoch}/${progress.epochs}`, tone: 'neutral' };
    const judged = judgements.at(-1);
    if (!judged) return { text: 'not evaluated', tone: 'neutral' };
    const { spiking, images, part } = judged;
    return { text: `${formatAccuracy(spiking)} of ${images} ${SHORT[part]}`, tone: 'done' };
  },
  blocked: notConverted,
  Panel: lazy(() => import('./FinetunePanel.tsx')),
});
