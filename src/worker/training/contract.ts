import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { ImageShape } from '../../core/data/imageSet.ts';
import type { Division, PartName } from '../../core/data/splitImages.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import type { BackendName } from '../../core/qat/prepareBackend.ts';
import type { OptimizerName } from '../../core/qat/optimizers/index.ts';
import type { TrainProgress } from '../../core/qat/trainer.ts';
import type { TrainingMode } from '../../core/qat/trainingGraph.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { BitWidths, ConversionSettings } from '../../project/plan.ts';
import type { SealedPort } from '../rpc/sealed.ts';

/** A file of a data set; `path` holds the folders that it was chosen with. */
export interface DataFile {
  readonly path: string;
  readonly blob: Blob;
}

/** A data set to open. */
export interface DataRequest {
  /** For people. */
  readonly name: string;
  readonly files: readonly DataFile[];
  /** Images that only judge; null: those that `files` set apart, or else a share of its images. */
  readonly test: { readonly name: string; readonly files: readonly DataFile[] } | null;
  /** Names of the classes, where the files do not tell them. */
  readonly classNames: readonly string[] | null;
  /** What the model takes: images of another size are scaled to it when they are decoded. */
  readonly shape: ImageShape;
}

/** What is known of an open data set. */
export interface DataSummary {
  readonly name: string;
  readonly count: number;
  /** Images of its own test set; null: a share of its images tests. */
  readonly testCount: number | null;
  readonly shape: ImageShape;
  readonly classes: readonly { readonly name: string; readonly count: number }[];
  /** False: images are decoded as they are needed, the set may be larger than memory. */
  readonly inMemory: boolean;
}

/** Some images of every class, to look at. */
export interface Thumbnails {
  /** uint8 [count, height, width, channels]. */
  readonly images: Tensor<Uint8Array>;
  /** Class number of each. */
  readonly labels: Int32Array;
}

/** Images that models are judged by. */
export interface JudgeImages extends Thumbnails {
  readonly part: PartName;
  /** Images of that part; some of many where fewer were asked for. */
  readonly of: number;
}

/** One step of a progressive recipe: bits, and how long to train at them. */
export interface RecipeStep {
  readonly bits: BitWidths;
  readonly epochs: number;
}

/** How a training goes. Plain data: it is kept with the session. */
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
  /** Learn from the float model's outputs too, where it is there. */
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
  readonly recipe: readonly RecipeStep[] | null;
  /** Fit the ranges of activations before every step of the recipe. */
  readonly fitActivations: boolean;
}

/** The model as training starts from it. */
export interface TrainingModels {
  /** Quantized as the plan says. */
  readonly quantized: ModelGraph;
  /** Before quantization; null when the opened model was quantized already. */
  readonly float: ModelGraph | null;
}

/** What a training needs to know besides its models. */
export interface TrainingSetup {
  readonly settings: TrainingSettings;
  /** How the model is quantized and converted: recipe steps quantize anew. */
  readonly conversion: ConversionSettings;
  /** Bits that the model has now. */
  readonly bits: BitWidths | null;
}

export interface TrainingRequest extends TrainingModels, TrainingSetup {}

/** What the page asks with: the models come from the other worker, and the page sees nothing of them. */
interface Asked extends TrainingSetup {
  /** Holds TrainingModels. */
  readonly models: SealedPort;
}

/** Where what was learned goes. */
interface Learning {
  /** Takes the ModelGraph once the job is done. */
  readonly weights: SealedPort;
}

/** Where a training stands. */
export interface TrainingProgress extends Omit<TrainProgress, 'bytes' | 'finishedEpoch'> {
  /** Recipe step under way, from 0. */
  readonly part: number;
  /** Bytes that the backend has taken from the device; null where it does not say. */
  readonly bytes: number | null;
}

/** Something that happened on the way, for people. */
export interface TrainingNotice {
  readonly tone: 'neutral' | 'warning';
  readonly text: string;
}

/** What the training worker tells while it works. */
export type TrainingEvent =
  | { readonly kind: 'stage'; readonly text: string; readonly fraction: number | null }
  /** `device`: what it computes on, or why that is not the GPU. */
  | { readonly kind: 'backend'; readonly backend: BackendName; readonly device: string | null }
  | { readonly kind: 'notice'; readonly notice: TrainingNotice }
  /** How many images train and validate. */
  | { readonly kind: 'images'; readonly training: number; readonly validation: number }
  /** A recipe step (or the only one) begins. */
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

/** What one step of a recipe came to. */
export interface PartResult {
  readonly bits: BitWidths | null;
  /** Validation accuracy, or accuracy on the training images without any; 0 .. 1. */
  readonly before: number | null;
  readonly after: number | null;
  /** Which images those are of. */
  readonly on: 'training' | 'validation';
  /** Epoch whose weights were kept. */
  readonly epoch: number;
}

/** What a training came to. */
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

/** What a calibration came to. */
export interface CalibrationOutcome {
  /** Samples that were used. */
  readonly samples: number;
  /** What `layers` measures. */
  readonly measure: 'relative-error' | 'mean-squared-error';
  readonly layers: readonly LayerError[];
  /** Upper ends of activations, as they moved. */
  readonly activations: readonly LayerError[];
}

export type CalibrationMethod = 'activations' | 'levels' | 'bias' | 'adaround';

/** The training worker's methods. A method is one entry here, one file in `methods/` and one line in its index. */
export interface TrainingMethods {
  /** Opens a data set; it stays the open one. */
  openData: {
    readonly input: DataRequest;
    readonly output: DataSummary;
    readonly event: TrainingEvent;
  };
  /** Some images of every class. */
  thumbnails: { readonly input: { readonly perClass: number }; readonly output: Thumbnails };
  /** Images to judge models by: those that test, as far as there are any; see `judgesOf`. */
  judges: {
    readonly input: {
      readonly division: Division;
      /** How the set was divided when the models were trained on it before. */
      readonly earlier: readonly Division[];
      readonly most: number;
    };
    readonly output: JudgeImages;
  };
  /** Trains on the open data set; its states are kept in this browser under `slot`. */
  train: {
    readonly input: Asked & Learning & { readonly slot: string };
    readonly output: TrainingOutcome;
    readonly event: TrainingEvent;
  };
  /** Goes on from the last state that this browser keeps under `slot`. */
  continueTraining: {
    readonly input: Learning & { readonly slot: string };
    readonly output: TrainingOutcome;
    readonly event: TrainingEvent;
  };
  /** Classes that a model gives to images as its training sees it: what was trained, next to what the chip runs. */
  predict: {
    readonly input: Asked & { readonly images: Tensor<Uint8Array> };
    readonly output: Int32Array;
    readonly event: TrainingEvent;
  };
  /** Calibrates with the images of the open data set. */
  calibrate: {
    readonly input: Asked &
      Learning & { readonly method: CalibrationMethod; readonly samples: number };
    readonly output: CalibrationOutcome;
    readonly event: TrainingEvent;
  };
}

export type TrainingMethodName = keyof TrainingMethods;
export type TrainingInput<M extends TrainingMethodName> = TrainingMethods[M]['input'];
export type TrainingOutput<M extends TrainingMethodName> = TrainingMethods[M]['output'];

/** Why a training failed, with what can be done. */
export type TrainingFailure = readonly Diagnostic[];
