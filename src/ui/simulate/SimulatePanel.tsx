import { StagePanel } from '../stages/StagePanel.tsx';

/** What runs through the spiking model. */
export function SimulatePanel() {
  return <StagePanel title="Simulate" intro="Send an input through the spiking model." />;
}
