import { Binary } from 'lucide-react';
import { bitsText, formatBits, waitingBits } from '../../store/actions/bits.ts';
import { needsScaling } from '../../store/outcome/outcome.ts';
import { defineStage } from '../frame/define.ts';
import { QuantizePanel } from './QuantizePanel.tsx';

/** Few bits for weights and activations. */
export const quantizeStage = defineStage({
  id: 'quantize',
  label: 'Quantize',
  icon: Binary,
  status: (state) => {
    const waiting = waitingBits(state);
    if (waiting) return { text: `${formatBits(waiting)} waits for fixes`, tone: 'warning' };
    const text = bitsText(state) ?? 'choose bits';
    if (needsScaling(state)) return { text: `${text}, scaling?`, tone: 'warning' };
    return { text, tone: state.derived?.bits ? 'done' : 'neutral' };
  },
  Panel: QuantizePanel,
});
