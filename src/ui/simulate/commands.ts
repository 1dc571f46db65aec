import { Expand, Play } from 'lucide-react';
import { defineCommand } from '../frame/define.ts';
import { showDemo } from '../../store/simulation/simulationStore.ts';
import { toggleWave } from '../../store/simulation/wave.ts';

/** What the Simulate stage can be asked to do. */
export const simulateCommands = [
  defineCommand({
    id: 'wave',
    label: 'Run or pause the wave of spikes',
    group: 'Run',
    keys: 'Space',
    icon: Play,
    available: ({ stage, simulate }) => stage === 'simulate' && simulate !== null,
    run: toggleWave,
  }),
  defineCommand({
    id: 'demo',
    label: 'Demo mode',
    group: 'Run',
    keys: 'F',
    icon: Expand,
    available: ({ derived }) => derived !== null && derived.converted !== null,
    run: () => {
      showDemo(true);
    },
  }),
];
