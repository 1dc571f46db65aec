import { GraduationCap } from 'lucide-react';
import { lazy } from 'react';
import { verdictOf } from '../../store/outcome/outcome.ts';
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
  status: (state) => {
    const { judgements, trainingRun, plan } = state;
    const progress = trainingRun?.status === 'running' ? trainingRun.progress : null;
    if (progress) return { text: `epoch ${progress.epoch}/${progress.epochs}`, tone: 'neutral' };
    // Judged on more images than every change is measured on.
    const judged = judgements.find((judgement) => judgement.plan === plan);
    if (judged) {
      const { spiking, images, part } = judged;
      return { text: `${formatAccuracy(spiking)} of ${images} ${SHORT[part]}`, tone: 'done' };
    }
    const verdict = verdictOf(state);
    if (verdict.kind === 'known' && verdict.spiking) {
      const tone = verdict.finding === 'kept' ? 'done' : 'warning';
      return { text: `${formatAccuracy(verdict.spiking.share)} of ${verdict.images} images`, tone };
    }
    const isMeasuring = verdict.kind === 'waiting' && state.measuringOutcome;
    return { text: isMeasuring ? 'measuring' : 'accuracy unknown', tone: 'neutral' };
  },
  blocked: notConverted,
  Panel: lazy(() => import('./FinetunePanel.tsx')),
});
