import type { ModelGraph } from '../../core/ir/graph.ts';
import type { OptimizerName } from '../../core/qat/optimizers/index.ts';
import type { BackendName } from '../../core/qat/prepareBackend.ts';
import type { Sparsity } from '../../core/qat/sparsity.ts';
import type { TrainProgress } from '../../core/qat/trainer.ts';
import type { TrainingMode } from '../../core/qat/trainingGraph.ts';
import type { Effort } from '../effort.ts';
import type { BitWidths, ConversionSettings } from '../plan.ts';

/** One part of a progressive recipe: bits, and how long to train at them. */
export interface RecipePart {
  readonly bits: BitWidths;
  readonly epochs: number;
}

/** Settings of a training. Plain data: they are kept with the session. */
export interface TrainingSettings {
  /** `chip`: the forward pass is the converted integer network. `toolkit`: float steps, as cnn2snn trains. */
  readonly mode: TrainingMode;
  readonly optimizer: OptimizerName;
  readonly schedule: 'constant' | 'cosine' | 'step';
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Stop after so many epochs without a better validation accuracy; null: never early. */
  readonly patience: number | null;
  /** Learn from the outputs of the teacher too, where there is one. */
  readonly distillation: boolean;
  readonly flip: boolean;
  /** Pixels. */
  readonly shift: number;
  /** Share of every class that the best epoch is chosen by. */
  readonly validationShare: number;
  /** Share of every class that only judges; where the data have test images of their own, those do. */
  readonly testShare: number;
  readonly seed: number;
  /** `auto`: the GPU where it is a real one that computes in float32, else WebAssembly. */
  readonly backend: 'auto' | BackendName;
  /** Bits step by step; null: train at the bits of the plan. */
  readonly recipe: readonly RecipePart[] | null;
  /** Fit the ranges of activations before every part of the recipe. */
  readonly fitActivations: boolean;
  /** A term that makes neurons fire less; null or absent, as in trainings that earlier versions kept: none. */
  readonly sparsity?: Sparsity | null;
}

/** The model as training starts from it. */
export interface TrainingModels {
  /** Quantized as the plan says. */
  readonly quantized: ModelGraph;
  /** Before quantization; null when the opened model was quantized already. */
  readonly float: ModelGraph | null;
  /** The model to learn from; null where none is known. */
  readonly teacher: ModelGraph | null;
}

/** What a training needs to know besides its models. */
export interface TrainingSetup {
  readonly settings: TrainingSettings;
  /** How the model is quantized and converted: each part of a recipe quantizes again. */
  readonly conversion: ConversionSettings;
  /** Bits that the model has now. */
  readonly bits: BitWidths | null;
}

/** How far a training has come. */
export interface TrainingProgress extends Omit<TrainProgress, 'bytes' | 'finishedEpoch'> {
  /** Part of the recipe in progress, from 0. */
  readonly part: number;
  /** Bytes that the backend has taken from the device; null where it does not say. */
  readonly bytes: number | null;
}

/** Something that happened during a training, for people. */
export interface TrainingNotice {
  readonly tone: 'neutral' | 'warning';
  readonly text: string;
}

/** What the training worker reports while it works. */
export type TrainingEvent =
  | { readonly kind: 'stage'; readonly text: string; readonly fraction: number | null }
  /** `device`: what it computes on, or why that is not the GPU. */
  | { readonly kind: 'backend'; readonly backend: BackendName; readonly device: string | null }
  | { readonly kind: 'notice'; readonly notice: TrainingNotice }
  /** How many images train and validate. */
  | { readonly kind: 'images'; readonly training: number; readonly validation: number }
  /** A part of the recipe (or the only one) begins. */
  | {
      readonly kind: 'part';
      readonly part: number;
      readonly bits: BitWidths | null;
      /** Validation accuracy before its first epoch, 0 .. 1; null without validation images. */
      readonly before: number | null;
    }
  | { readonly kind: 'progress'; readonly progress: TrainingProgress }
  | {
      readonly kind: 'epoch';
      readonly part: number;
      readonly epoch: number;
      readonly step: number;
      readonly loss: number;
      readonly accuracy: number;
      readonly validationLoss: number | null;
      readonly validationAccuracy: number | null;
    };

/** The result of one part of a recipe. */
export interface PartResult {
  readonly bits: BitWidths | null;
  /** Validation accuracy, 0 .. 1; null without validation images. */
  readonly before: number | null;
  readonly after: number | null;
  /** What an inference takes on some of the validation images, before and after; null without a sparsity term. */
  readonly effort?: { readonly before: Effort; readonly after: Effort } | null;
  /** Epoch whose weights were kept. */
  readonly epoch: number;
}

/** The result of a training. */
export interface TrainingOutcome {
  readonly parts: readonly PartResult[];
  /** The user stopped it; it can be continued. */
  readonly stopped: boolean;
}

/** How far a layer is from the float model, before and after. */
export interface LayerError {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** The result of a calibration. */
export interface CalibrationOutcome {
  /** Samples that were used. */
  readonly samples: number;
  /** What `layers` measures. */
  readonly measure: 'relative-error' | 'mean-squared-error';
  readonly layers: readonly LayerError[];
  /** Upper ends of the activations' ranges. */
  readonly activations: readonly LayerError[];
}

export interface TrainingRequest extends TrainingModels, TrainingSetup {}

export type CalibrationMethod = 'activations' | 'levels' | 'bias' | 'adaround';
