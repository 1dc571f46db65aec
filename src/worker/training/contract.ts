import type { InputRange } from '../../core/data/inputRange.ts';
import type { ImageShape, JudgingPart } from '../../core/data/imageSet.ts';
import type { Division } from '../../core/data/splitImages.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type {
  CalibrationMethod,
  CalibrationOutcome,
  TrainingEvent,
  TrainingOutcome,
  TrainingSetup,
} from '../../project/training/request.ts';
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
  /** What the pixels 0 and 255 are in arrays of other values; null or missing: they hold pixels. */
  readonly range?: InputRange | null;
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

/** Some images of every class, for display. */
export interface Thumbnails {
  /** uint8 [count, height, width, channels]. */
  readonly images: Tensor<Uint8Array>;
  /** Class number of each. */
  readonly labels: Int32Array;
}

/** Images that models are judged by. */
export interface JudgeImages extends Thumbnails {
  readonly part: JudgingPart;
  /** Number of images of that part; larger than that of `images` where only some were asked for. */
  readonly of: number;
}

/** What the page sends with a request. The models come from the other worker; the page never reads them. */
interface Asked extends TrainingSetup {
  /** Holds TrainingModels. */
  readonly models: SealedPort;
}

/** Where the trained weights go. */
interface Learning {
  /** Takes the ModelGraph once the job is done. */
  readonly weights: SealedPort;
}

/** The training worker's methods. A method is one entry here and one in `methods.ts`. */
export interface TrainingMethods {
  /** Opens a data set; it stays open until another one is opened. */
  openData: {
    readonly input: DataRequest;
    readonly output: DataSummary;
    readonly event: TrainingEvent;
  };
  /** Some images of every class. */
  thumbnails: { readonly input: { readonly perClass: number }; readonly output: Thumbnails };
  /** Images to judge models by: those that test, as far as there are any; see `judgesOf`. Refused where none is left. */
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
  /** Continues from the last state that this browser keeps under `slot`. */
  continueTraining: {
    readonly input: Learning & { readonly slot: string };
    readonly output: TrainingOutcome;
    readonly event: TrainingEvent;
  };
  /** Classes that a model predicts, computed as in its training: to compare what was trained with what the chip runs. */
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
