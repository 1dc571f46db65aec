import { Download } from 'lucide-react';
import { lazy } from 'react';
import { formatBytes } from '../design/format.ts';
import { defineStage } from '../frame/define.ts';
import { notConverted } from '../frame/problems.ts';

/** The files to take away. */
export const exportStage = defineStage({
  id: 'export',
  label: 'Export',
  icon: Download,
  status: ({ model, derived }) =>
    derived?.converted
      ? { text: formatBytes(derived.converted.packedBytes), tone: 'done' }
      : { text: model?.isDesign ? 'design' : 'not yet', tone: 'neutral' },
  blocked: (state) => (state.model?.isDesign ? null : notConverted(state)),
  Panel: lazy(() => import('./ExportStage.tsx')),
});
