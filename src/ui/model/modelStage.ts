import { Box } from 'lucide-react';
import { countProblems } from '../frame/problems.ts';
import { defineStage } from '../frame/define.ts';
import { ModelPanel } from './ModelPanel.tsx';

/** The model as it was opened, and what stands in the way of converting it. */
export const modelStage = defineStage({
  id: 'model',
  label: 'Model',
  icon: Box,
  status: ({ model, derived }) => {
    if (!model) return { text: 'none open', tone: 'neutral' };
    const { error, hardware } = countProblems(derived?.diagnostics ?? []);
    if (error > 0)
      return { text: `${error} ${error === 1 ? 'error' : 'errors'}`, tone: 'attention' };
    // What conversion would make of it counts: fixes and folded layers change the number that the file has.
    const layers = `${derived?.graph.layers.length ?? model.layers} layers`;
    return hardware > 0
      ? { text: `${layers}, ${hardware} for the chip`, tone: 'warning' }
      : { text: layers, tone: 'done' };
  },
  Panel: ModelPanel,
});
