import { useStudio } from '../../store/studioStore.ts';
import { DesignPanel } from './DesignPanel.tsx';
import { ExportPanel } from './ExportPanel.tsx';

/** What can be taken away: of a converted network, or of a design. */
export default function ExportStage() {
  const isDesign = useStudio(({ model }) => model?.isDesign === true);
  return isDesign ? <DesignPanel /> : <ExportPanel />;
}
