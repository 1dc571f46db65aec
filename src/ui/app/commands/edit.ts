import { Redo2, Undo2 } from 'lucide-react';
import { redo, undo } from '../../../store/actions/plan.ts';
import { studioStore } from '../../../store/studioStore.ts';
import { defineCommand } from '../../frame/define.ts';

const undoCommand = defineCommand({
  id: 'undo',
  label: 'Undo',
  group: 'Edit',
  keys: 'Ctrl+Z',
  icon: Undo2,
  available: () => studioStore.temporal.getState().pastStates.length > 0,
  run: undo,
});

const redoCommand = defineCommand({
  id: 'redo',
  label: 'Redo',
  group: 'Edit',
  keys: 'Ctrl+Shift+Z',
  icon: Redo2,
  available: () => studioStore.temporal.getState().futureStates.length > 0,
  run: redo,
});

export const editCommands = [undoCommand, redoCommand];
