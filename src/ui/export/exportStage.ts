import { Download } from 'lucide-react';
import { lazy } from 'react';
import { formatBytes } from '../design/format.ts';
import { needsScaling, verdictOf } from '../../store/outcome/outcome.ts';
import { lostText, points } from '../frame/outcome/outcomeText.ts';
import { defineStage } from '../frame/define.ts';
import { notConverted } from '../frame/problems.ts';

/** The files to take away. */
export const exportStage = defineStage({
  id: 'export',
  label: 'Export',
  icon: Download,
  status: (state) => {
    const { model, derived } = state;
    if (!derived?.converted)
      return { text: model?.isDesign ? 'design' : 'not yet', tone: 'neutral' };
    const size = formatBytes(derived.converted.packedBytes);
    const verdict = verdictOf(state);
    if (verdict.kind === 'known' && verdict.spiking) {
      const { spiking, lost, finding } = verdict;
      const share = `${points(spiking.share)} %`;
      const isKept = finding === 'kept' && !needsScaling(state);
      return isKept || lost === null
        ? { text: `${size}, ${share}`, tone: isKept ? 'done' : 'warning' }
        : { text: `${size}, ${lostText(lost)}`, tone: 'warning' };
    }
    const isMeasuring = verdict.kind === 'waiting' && state.measuringOutcome;
    return {
      text: `${size}, ${isMeasuring ? 'measuring' : 'accuracy unknown'}`,
      tone: needsScaling(state) ? 'warning' : 'neutral',
    };
  },
  blocked: (state) => (state.model?.isDesign ? null : notConverted(state)),
  Panel: lazy(() => import('./ExportStage.tsx')),
});
