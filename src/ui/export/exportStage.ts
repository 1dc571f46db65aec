import { Download } from 'lucide-react';
import { countProblems } from '../problems/countProblems.ts';
import { defineStage } from '../stages/define.ts';
import { ExportPanel } from './ExportPanel.tsx';

/** The files to take away. */
export const exportStage = defineStage({
  id: 'export',
  label: 'Export',
  icon: Download,
  status: ({ model, derived }) => {
    const { error } = countProblems(derived?.diagnostics ?? []);
    if (!model || !derived) return { text: 'nothing yet', tone: 'neutral' };
    return error > 0 ? { text: 'blocked', tone: 'attention' } : { text: 'ready', tone: 'done' };
  },
  Panel: ExportPanel,
});
