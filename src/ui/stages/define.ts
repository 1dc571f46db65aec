import type { ComponentType } from 'react';
import type { StageId } from '../../store/slices/view.ts';
import type { StudioState } from '../../store/studioStore.ts';

/** What the stepper says under a stage's name. */
export interface StageStatus {
  /** What is true, in a few words: `8/4/4`, `3 errors`. */
  readonly text: string;
  readonly tone: 'neutral' | 'done' | 'attention';
}

/** Why a stage cannot be worked in yet, and what to do about it. */
export interface StageBlock {
  readonly title: string;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void };
}

/** One stage of the work: a step of the stepper and the panel at the left. */
export interface Stage {
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
export function defineStage(stage: Stage): Stage {
  return stage;
}
