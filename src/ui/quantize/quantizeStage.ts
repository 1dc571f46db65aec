import { Binary } from 'lucide-react';
import { formatBits } from '../../worker/plan.ts';
import { defineStage } from '../stages/define.ts';
import { QuantizePanel } from './QuantizePanel.tsx';

/** Few bits for weights and activations. */
export const quantizeStage = defineStage({
  id: 'quantize',
  label: 'Quantize',
  icon: Binary,
  status: ({ derived }) =>
    derived?.bits
      ? { text: formatBits(derived.bits), tone: 'done' }
      : { text: 'choose bits', tone: 'neutral' },
  Panel: QuantizePanel,
});
