import { Binary } from 'lucide-react';
import { formatBits } from '../../worker/plan.ts';
import { defineStage } from '../stages/define.ts';
import { QuantizePanel } from './QuantizePanel.tsx';

/** Few bits for weights and activations. */
export const quantizeStage = defineStage({
  id: 'quantize',
  label: 'Quantize',
  icon: Binary,
  status: ({ plan }) =>
    plan.settings.bits
      ? { text: formatBits(plan.settings.bits), tone: 'done' }
      : { text: 'choose bits', tone: 'neutral' },
  Panel: QuantizePanel,
});
