import { Play, Square } from 'lucide-react';
import { startTraining, stopTraining } from '../../store/actions/training.ts';
import { defineCommand } from '../frame/define.ts';
import { canTrain, isActive } from './trainingStatus.ts';

/** What the Fine-tune stage can be asked to do. */
export const trainingCommands = [
  defineCommand({
    id: 'start-training',
    label: 'Start training',
    group: 'Run',
    icon: Play,
    available: (state) =>
      canTrain(state) &&
      state.derived?.converted !== null &&
      (state.trainingRun === null || state.trainingRun.status === 'done'),
    run: () => void startTraining(),
  }),
  defineCommand({
    id: 'stop-training',
    label: 'Stop training',
    group: 'Run',
    icon: Square,
    available: ({ trainingRun }) => trainingRun !== null && isActive(trainingRun.status),
    run: stopTraining,
  }),
];
