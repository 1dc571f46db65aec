import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { Outcome } from '../../project/outcome.ts';
import type { ScalingTrials } from '../../project/scalingTrials.ts';

/** The images that models are judged by. */
export interface JudgesInfo {
  readonly id: string;
  /** Which images, for people: `test images not trained on, of MNIST`. */
  readonly name: string;
  readonly images: number;
  /** They come with the studio: whether the model was made for them is a guess by its shapes. */
  readonly isBuiltIn: boolean;
}

/** What came out of one plan. */
export interface MeasuredOutcome {
  /** Of the plan: see `planKey`. */
  readonly plan: string;
  /** Id of the images. */
  readonly judges: string;
  readonly outcome: Outcome;
  /** All images have run through every form. */
  readonly done: boolean;
}

/** How well the model does under its plans, measured without being asked for. */
export interface OutcomeSlice {
  /** `none`: no labelled images are known that belong to the model. */
  readonly judges: JudgesInfo | 'unknown' | 'none';
  /** The latest first. */
  readonly outcomes: readonly MeasuredOutcome[];
  readonly measuringOutcome: boolean;
  /** Why the present plan could not be measured. */
  readonly outcomeProblems: readonly Diagnostic[] | null;
  /** The usual input scalings on the same images; null where the model or the user says the scaling, or none was tried. */
  readonly scalingTrials: ScalingTrials | null;
}

export const outcomeSlice: OutcomeSlice = {
  judges: 'unknown',
  outcomes: [],
  measuringOutcome: false,
  outcomeProblems: null,
  scalingTrials: null,
};
