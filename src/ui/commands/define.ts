import type { ComponentType } from 'react';
import type { StudioState } from '../../store/studioStore.ts';

/** One thing the user can do, from the palette and mostly by a key. */
export interface Command {
  readonly id: string;
  /** As a menu says it: a verb first. */
  readonly label: string;
  readonly group: 'File' | 'Edit' | 'Go' | 'View' | 'Run' | 'Help';
  /** `Ctrl+Shift+Z`, `?`, `P`. Ctrl is Cmd on a Mac. */
  readonly keys?: string;
  readonly icon?: ComponentType<{ size?: number | string }>;
  /** False: the command is left out of the palette and its key does nothing. */
  readonly available?: (state: StudioState) => boolean;
  readonly run: () => void;
}

/** Declares a command. */
export function defineCommand(command: Command): Command {
  return command;
}
