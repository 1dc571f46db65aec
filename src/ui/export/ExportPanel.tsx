import { StagePanel } from '../stages/StagePanel.tsx';

/** What can be written. */
export function ExportPanel() {
  return <StagePanel title="Export" intro="Take the converted model away." />;
}
