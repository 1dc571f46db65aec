import type { InputRange } from '../core/data/inputRange.ts';
import type { QuantizationError } from '../core/forward/compareQuantization.ts';
import type { KeptLayers, SimulationResult } from '../core/simulate/engine.ts';
import type { Tensor } from '../core/tensor/tensor.ts';
import type { BlobFile, ModelSummary } from '../project/document.ts';
import type { ExportFormat } from '../project/exportFile.ts';
import type { ExportReport } from '../project/exportReport.ts';
import type { InputImages } from '../project/inputs.ts';
import type { LayerDetails } from '../project/layer/layerView.ts';
import type { GraphLayout, LayoutRequest } from '../project/layout/layout.ts';
import type { Plan } from '../project/plan.ts';
import type { RepairPreview, RepairRequest } from '../project/repairs.ts';
import type { Comparison, DatasetEvaluation } from '../project/runs.ts';
import type { SessionRecord } from '../project/session.ts';
import type { LayerWork } from '../project/views/cost.ts';
import type { Derived } from '../project/views/derived.ts';
import type { NetworkView } from '../project/views/network.ts';
import type { SealedPort } from './rpc/sealed.ts';

/** A model that was opened, and what follows from it and the plan it was opened with. */
export interface Opened {
  readonly model: ModelSummary;
  readonly derived: Derived;
}

/**
 * The worker's methods. A method is one entry here and one in `methods.ts`.
 * Inputs and outputs are plain data (Blobs and typed arrays included).
 */
export interface StudioMethods {
  /** Loads what opening a model will need, while the user looks at the start screen. */
  warm: { readonly input: Readonly<Record<string, never>>; readonly output: null };
  /** Reads the files of one model, derives, and only then keeps it as the open one: until then the previous one stays open. */
  open: {
    readonly input: { readonly files: readonly BlobFile[]; readonly plan: Plan };
    readonly output: Opened;
  };
  /** Paths of the weight files that a model file names: those of a model.json; none for any other file. */
  listWeightFiles: {
    readonly input: { readonly file: BlobFile };
    readonly output: readonly string[];
  };
  /** The files of the one model among those of a folder; null where there is none, or more than one. */
  modelFilesIn: {
    readonly input: { readonly names: readonly string[] };
    readonly output: readonly string[] | null;
  };
  /** Works out what follows from the open model and a plan. */
  derive: { readonly input: { readonly plan: Plan }; readonly output: Derived };
  /** Tells which fixes mend some problems, or all that can be mended, and what comes of them, without doing it. */
  previewRepairs: {
    readonly input: { readonly plan: Plan; readonly request: RepairRequest };
    readonly output: RepairPreview;
  };
  /**
   * Writes a file for the user: the network for the chip, the quantized Keras model, its architecture, its integers as arrays,
   * or the folder that trains it elsewhere, as a .zip.
   */
  writeModel: {
    readonly input: { readonly plan: Plan; readonly format: ExportFormat };
    readonly output: { readonly name: string; readonly content: Blob };
  };
  /** Runs inputs through the converted network. Kept layers come as arrays that are the page's own. */
  simulate: {
    readonly input: {
      readonly plan: Plan;
      /** uint8 (N, X, Y, C), or (N, C) where the model takes vectors. */
      readonly inputs: Tensor<Uint8Array>;
      readonly layers: KeptLayers;
      readonly potentials: boolean;
    };
    readonly output: SimulationResult;
  };
  /** Describes the converted network for views that show its runs. */
  describeNetwork: { readonly input: { readonly plan: Plan }; readonly output: NetworkView };
  /** Reads a picture from a file, as RGBA, no side longer than `largest`. Null: the browser cannot read it. */
  readPicture: {
    readonly input: { readonly blob: Blob; readonly largest: number };
    readonly output: Pick<ImageData, 'data' | 'width' | 'height'> | null;
  };
  /** Reads inputs: labelled images (.npz, two idx files), or arrays without labels (.npy, .npz). */
  readInputs: {
    readonly input: {
      readonly files: readonly BlobFile[];
      /** What the pixels 0 and 255 are in the files; null: they hold pixels. */
      readonly range: InputRange | null;
    };
    readonly output: InputImages;
  };
  /** Runs inputs through the float, the quantized and the spiking model, side by side. */
  compare: {
    readonly input: { readonly plan: Plan; readonly inputs: Tensor<Uint8Array> };
    readonly output: Comparison;
  };
  /** Runs labelled images through the three models. */
  evaluate: {
    readonly input: {
      readonly plan: Plan;
      readonly images: Tensor<Uint8Array>;
      readonly labels: Int32Array;
      /** False: the float model is left out, its accuracy is known. Default: it is run too. */
      readonly withFloat?: boolean;
    };
    readonly output: DatasetEvaluation;
  };
  /** Puts the open model under a plan, as training starts from it, into a port: for the worker that trains. */
  trainingModels: {
    readonly input: {
      readonly plan: Plan;
      /** The float model and the teacher too, where there are. */
      readonly withFloat: boolean;
      /** Takes TrainingModels. */
      readonly to: SealedPort;
    };
    readonly output: null;
  };
  /** Stores a trained model under the id that a plan will use. */
  keepTrained: {
    /** `from` holds a ModelGraph. */
    readonly input: { readonly id: string; readonly from: SealedPort };
    /** False: the browser's storage did not take it, it lasts as long as the page. */
    readonly output: { readonly stored: boolean };
  };
  /** Packs a session and its model files into one .zip. */
  packSession: {
    readonly input: { readonly record: SessionRecord; readonly files: readonly BlobFile[] };
    readonly output: { readonly archive: Blob };
  };
  /** Unpacks a saved session. */
  unpackSession: {
    readonly input: { readonly archive: BlobFile };
    readonly output: { readonly record: SessionRecord; readonly files: readonly BlobFile[] };
  };
  /** Places the nodes of the graph. Needs no open model. */
  layoutGraph: { readonly input: LayoutRequest; readonly output: GraphLayout };
  /** What one inference costs in each neural layer. */
  describeCost: {
    readonly input: {
      readonly plan: Plan;
      /** Non-zero inputs of an inference by layer name, where a simulation counted them. */
      readonly events: Readonly<Record<string, number>>;
    };
    readonly output: readonly LayerWork[];
  };
  /** What rounding does to the weights of each neural layer: sqrt(sum((w - q(w))^2) / sum(w^2)), 0 = nothing. */
  weightErrors: {
    readonly input: { readonly plan: Plan };
    readonly output: readonly { readonly name: string; readonly relativeError: number }[];
  };
  /** Everything about one layer: configuration, weights, limits of the chip, what it is once converted. */
  layerDetails: {
    readonly input: { readonly plan: Plan; readonly layer: string };
    readonly output: LayerDetails;
  };
  /** How far each block of the quantized model is from the float one, on some inputs. */
  quantizationError: {
    readonly input: { readonly plan: Plan; readonly inputs: Tensor<Uint8Array> };
    readonly output: readonly QuantizationError[];
  };
  /** What an .fbz will hold, and what was checked of it. */
  checkExport: { readonly input: { readonly plan: Plan }; readonly output: ExportReport };
}

export type MethodName = keyof StudioMethods;
export type InputOf<M extends MethodName> = StudioMethods[M]['input'];
export type OutputOf<M extends MethodName> = StudioMethods[M]['output'];
