import type {
  CalibrationMethod,
  CalibrationOutcome,
  PartResult,
  TrainingNotice,
  TrainingProgress,
  TrainingSettings,
} from '../../project/training/request.ts';
import type { Effort } from '../../project/effort.ts';
import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { TrainingMode } from '../../core/qat/trainingGraph.ts';
import type { BackendName } from '../../core/qat/prepareBackend.ts';
import type { JudgingPart } from '../../core/data/imageSet.ts';
import type { Division } from '../../core/data/splitImages.ts';
import type { BitWidths, Plan, TrainedData } from '../../project/plan.ts';
import type { DataRequest, DataSummary } from '../../worker/training/contract.ts';

/** The data set to train on. */
export type TrainingDataState =
  | { readonly status: 'none' }
  | { readonly status: 'opening'; readonly request: DataRequest }
  | {
      readonly status: 'open';
      readonly request: DataRequest;
      readonly summary: DataSummary;
    }
  | {
      readonly status: 'failed';
      readonly name: string;
      readonly diagnostics: readonly Diagnostic[];
      /** What was asked for; null where it could not be fetched. */
      readonly request: DataRequest | null;
    };

/** A point of the curves of the training images. */
export interface CurvePoint {
  /** Steps of the optimizer, counted over all parts of the recipe. */
  readonly step: number;
  /** Of the batches, smoothed. */
  readonly loss: number;
  /** Of the epoch so far, 0 .. 1. */
  readonly accuracy: number;
}

/** A point of the curves of the validation images: one an epoch, and one before the first. */
export interface EpochPoint {
  readonly step: number;
  readonly part: number;
  /** From 1 in every part of the recipe; 0 before its first epoch. */
  readonly epoch: number;
  readonly validationLoss: number | null;
  readonly validationAccuracy: number | null;
}

/** One part of the recipe as the page follows it. */
interface PartProgress {
  readonly bits: BitWidths | null;
  readonly before: number | null;
  /** Step, counted over all parts, at which it began. */
  readonly from: number;
}

export type TrainingStatus =
  | 'preparing'
  | 'running'
  | 'paused'
  | 'stopping'
  /** By the user; it can be continued, kept or discarded. */
  | 'stopped'
  /** By a reload or a worker that died; its last state is in this browser. */
  | 'interrupted'
  | 'done'
  | 'failed';

/** A training as the page follows it. Weights are in the worker and in the browser's storage. */
export interface TrainingRun {
  readonly status: TrainingStatus;
  readonly settings: TrainingSettings;
  /** The plan it started from. */
  readonly plan: Plan;
  readonly dataName: string;
  /** What it trains with; null where an earlier version of the studio began it. */
  readonly data: TrainedData | null;
  /** Images that train and validate; null before they are known. */
  readonly images: { readonly training: number; readonly validation: number } | null;
  /** What is being done besides training. */
  readonly stage: { readonly text: string; readonly fraction: number | null } | null;
  readonly backend: { readonly name: BackendName; readonly device: string | null } | null;
  readonly notices: readonly TrainingNotice[];
  readonly parts: readonly PartProgress[];
  readonly points: readonly CurvePoint[];
  readonly epochs: readonly EpochPoint[];
  readonly progress: TrainingProgress | null;
  readonly diagnostics: readonly Diagnostic[] | null;
  readonly results: readonly PartResult[];
  /** Id of the trained weights; null before the end. */
  readonly trained: string | null;
}

/** Accuracy of the three forms of a model on the same images, 0 .. 1; null where there is no such form. */
export interface Judgement {
  /** The plan that was judged. */
  readonly plan: Plan;
  /** Of the set that the images are of. */
  readonly dataName: string;
  readonly images: number;
  /** Which images: `test` were neither trained nor validated on. */
  readonly part: JudgingPart;
  /** Images of that part; more than `images` where only some were used. */
  readonly of: number;
  /** How the set was divided; null: it has test images of its own. */
  readonly division: Division | null;
  readonly float: number | null;
  readonly quantized: number | null;
  readonly spiking: number;
  /** Images that the trained model and the spiking model put into the same class; null where this was not measured. */
  readonly agreeing: number | null;
  /** What an image takes of the spiking model. */
  readonly effort: Effort;
  /** How the trained model was computed. */
  readonly mode: TrainingMode;
}

/** A calibration as the page follows it. */
export interface CalibrationRun {
  readonly method: CalibrationMethod;
  readonly status: 'running' | 'done' | 'failed';
  readonly stage: { readonly text: string; readonly fraction: number | null } | null;
  readonly outcome: Omit<CalibrationOutcome, 'graph'> | null;
  readonly diagnostics: readonly Diagnostic[] | null;
}

/** Fine-tuning of the quantized model. */
export interface FinetuneSlice {
  readonly training: TrainingSettings;
  readonly trainingData: TrainingDataState;
  readonly trainingRun: TrainingRun | null;
  readonly judging: { readonly text: string; readonly fraction: number | null } | null;
  /** The models before and after; the last judged first. */
  readonly judgements: readonly Judgement[];
  readonly calibration: CalibrationRun | null;
}

/** Settings that recover most of the accuracy that 2-bit weights cost on the built-in digits. */
export const initialTraining: TrainingSettings = {
  mode: 'chip',
  optimizer: 'adam',
  schedule: 'cosine',
  epochs: 5,
  batchSize: 32,
  learningRate: 0.001,
  patience: null,
  distillation: false,
  flip: false,
  shift: 0,
  validationShare: 0.15,
  testShare: 0.15,
  seed: 1,
  backend: 'auto',
  recipe: null,
  fitActivations: true,
  sparsity: null,
};

export const finetuneSlice: FinetuneSlice = {
  training: initialTraining,
  trainingData: { status: 'none' },
  trainingRun: null,
  judging: null,
  judgements: [],
  calibration: null,
};
