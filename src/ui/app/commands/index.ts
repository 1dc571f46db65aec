import { trainingCommands } from '../../finetune/commands.ts';
import { simulateCommands } from '../../simulate/commands.ts';
import { canvasCommands } from '../../canvas/canvasCommands.ts';
import type { PageCommand } from '../../frame/define.ts';
import { editCommands } from './edit.ts';
import { fileCommands } from './file.ts';
import { goCommands } from './go.ts';
import { viewCommands } from './view.ts';

/** Every command. A feature adds a list of its own: one file in its folder, one line here. */
export const commands: readonly PageCommand[] = [
  ...fileCommands,
  ...editCommands,
  ...goCommands,
  ...viewCommands,
  ...canvasCommands,
  ...simulateCommands,
  ...trainingCommands,
];
