import { GraduationCap } from 'lucide-react';
import { defineStage } from '../stages/define.ts';
import { FinetunePanel } from './FinetunePanel.tsx';

/** Training on at the chosen bits. */
export const finetuneStage = defineStage({
  id: 'finetune',
  label: 'Fine-tune',
  icon: GraduationCap,
  status: ({ accuracy }) =>
    accuracy === null
      ? { text: 'not evaluated', tone: 'neutral' }
      : { text: `${(accuracy * 100).toFixed(1)} %`, tone: 'done' },
  Panel: FinetunePanel,
});
