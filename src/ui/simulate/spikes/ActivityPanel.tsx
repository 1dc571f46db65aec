import { Zap } from 'lucide-react';
import { useStudio } from '../../../store/studioStore.ts';
import { EmptyState } from '../../design/index.ts';
import { useSimulation } from '../../../store/simulation/simulationStore.ts';
import { ActivityTable } from './ActivityTable.tsx';

/** What every layer did with the input on screen, in numbers. */
export default function ActivityPanel() {
  // Not the whole run: it changes with every step of the wave.
  const layers = useStudio((state) => state.simulate?.layers);
  const parting = useSimulation(({ comparison }) => comparison?.parting?.layers);
  if (!layers) {
    return (
      <EmptyState icon={<Zap />} title="No run yet">
        Pick an input under Simulate: silence, events and operations of every layer show here.
      </EmptyState>
    );
  }
  return <ActivityTable layers={layers} inputs={1} parting={parting} />;
}
