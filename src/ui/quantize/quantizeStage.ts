import { Binary } from 'lucide-react';
import { formatBits } from '../../store/actions/bits.ts';
import { defineStage } from '../frame/define.ts';
import { QuantizePanel } from './QuantizePanel.tsx';

/** Few bits for weights and activations. */
export const quantizeStage = defineStage({
  id: 'quantize',
  label: 'Quantize',
  icon: Binary,
  status: ({ derived, plan }) => {
    if (!derived?.bits) return { text: 'choose bits', tone: 'neutral' };
    const own = Object.keys(plan.settings.layers).length;
    const text = formatBits(derived.bits);
    return {
      text: own === 0 ? text : `${text}, ${own} differ${own === 1 ? 's' : ''}`,
      tone: 'done',
    };
  },
  Panel: QuantizePanel,
});
