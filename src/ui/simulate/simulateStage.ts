import { Activity } from 'lucide-react';
import { defineStage } from '../stages/define.ts';
import { notConverted } from '../stages/notConverted.ts';
import { SimulatePanel } from './SimulatePanel.tsx';

/** The spiking model at work. */
export const simulateStage = defineStage({
  id: 'simulate',
  label: 'Simulate',
  icon: Activity,
  status: ({ meanSparsity }) =>
    meanSparsity === null
      ? { text: 'not run', tone: 'neutral' }
      : { text: `${(meanSparsity * 100).toFixed(0)} % silent`, tone: 'done' },
  blocked: notConverted,
  Panel: SimulatePanel,
});
