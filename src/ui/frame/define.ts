import type { ComponentType } from 'react';
import type { StageId } from '../../store/slices/view.ts';
import type { StudioState } from '../../store/studioStore.ts';

/** What the stepper says under a stage's name. */
interface StageStatus {
  /** What is true, in a few words: `8/4/4`, `3 errors`. */
  readonly text: string;
  readonly tone: 'neutral' | 'done' | 'warning' | 'attention';
}

/** Why a stage cannot be worked in yet, and what to do about it. */
export interface StageBlock {
  readonly title: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void };
}

/** One stage of the work: a step of the stepper and the panel at the left. */
export interface StudioStage {
  readonly id: StageId;
  readonly label: string;
  readonly icon: ComponentType<{ size?: number | string }>;
  readonly status: (state: StudioState) => StageStatus;
  /** Null when the stage can be worked in. Shown in place of the panel. Must give the same object for the same reason. */
  readonly blocked?: (state: StudioState) => StageBlock | null;
  /** The settings of the stage. Use React.lazy for one that brings a library. */
  readonly Panel: ComponentType;
}

/** Declares a stage. */
export function defineStage(stage: StudioStage): StudioStage {
  return stage;
}

/** One tab of the bottom drawer. */
export interface DrawerTab {
  readonly id: string;
  /** Plain name, for the palette. */
  readonly name: string;
  readonly keys?: string;
  /** What the tab shows: the name, and counts where it has some. */
  readonly Label: ComponentType;
  readonly Panel: ComponentType;
}

/** Declares a drawer tab. */
export function defineDrawerTab(tab: DrawerTab): DrawerTab {
  return tab;
}

/** Groups of commands, in the order of the palette and the list of keys. */
export const commandGroups = ['File', 'Edit', 'Run', 'Go', 'View', 'Help'] as const;

/** One thing the user can do, from the palette and mostly by a key. */
export interface PageCommand {
  readonly id: string;
  /** As a menu says it: a verb first. */
  readonly label: string;
  readonly group: (typeof commandGroups)[number];
  /** `Ctrl+Shift+Z`, `?`, `P`. Ctrl is Cmd on a Mac. */
  readonly keys?: string;
  readonly icon?: ComponentType<{ size?: number | string }>;
  /** False: the command is left out of the palette and its key does nothing. */
  readonly available?: (state: StudioState) => boolean;
  readonly run: () => void;
}

/** Declares a command. */
export function defineCommand(command: PageCommand): PageCommand {
  return command;
}
