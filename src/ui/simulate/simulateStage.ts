import { Activity } from 'lucide-react';
import { lazy } from 'react';
import { defineStage } from '../frame/define.ts';
import { notConverted } from '../frame/problems.ts';
import { formatShare } from './run/activity.ts';

/** The spiking model at work. */
export const simulateStage = defineStage({
  id: 'simulate',
  label: 'Simulate',
  icon: Activity,
  status: ({ meanSparsity }) =>
    meanSparsity === null
      ? { text: 'not run', tone: 'neutral' }
      : { text: `${formatShare(meanSparsity)} silent`, tone: 'done' },
  blocked: notConverted,
  Panel: lazy(() => import('./SimulatePanel.tsx')),
});
