import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { QuantizationError } from '../../core/forward/compareQuantization.ts';
import type { RuleDiagnostic } from '../../core/rules/ruleDiagnostic.ts';
import type { LayerComparison } from '../../core/forward/compareModels.ts';
import type { Evaluation } from '../../core/forward/evaluateModel.ts';
import type { KeptLayers, SimulationResult } from '../../core/simulate/engine.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { LayerDetails } from '../../project/views/details/layerDetails.ts';
import type { ExportReport } from '../../project/export/exportReport.ts';
import type { GraphView } from '../../project/views/graphView.ts';
import type { GraphLayout, LayoutRequest } from '../../project/layout/layout.ts';
import type { LayerCost } from '../../project/views/layerCost.ts';
import type { LayerActivity, NetworkView } from '../../project/views/networkView.ts';
import type { BitWidths, GraphEdit, Plan } from '../../project/plan.ts';
import type { SealedPort } from '../rpc/sealed.ts';
import type { SessionRecord } from '../../project/session.ts';

/** A file as the browser holds it: a name and a handle. The bytes are read in the worker only. */
export interface ModelFile {
  readonly name: string;
  readonly blob: Blob;
}

/** What is known of a model once its files are read. */
export interface OpenedModel {
  /** The main file's name. */
  readonly name: string;
  /** For people: `Keras 2 (.h5)`, `Akida 1.0 (.fbz)`. */
  readonly format: string;
  /** `akida`: an .fbz, already converted; its plan can change nothing. */
  readonly kind: 'keras' | 'akida';
  readonly bytes: number;
  readonly layers: number;
}

/** A model that was opened, and what follows from it and the plan it was opened with. */
export interface Opened {
  readonly model: OpenedModel;
  readonly derived: Derived;
}

/** A problem of the model. Those that a compatibility rule found know their level, and a fix where we can perform one. */
export interface Problem extends Diagnostic, Partial<Pick<RuleDiagnostic, 'level' | 'fix'>> {
  /** The fix as an edit of the plan: adding it performs the fix. There when `fix` is. */
  readonly edit?: GraphEdit;
  /** What the broken rule says in general. */
  readonly why?: string;
}

/** What an edit would do. */
export interface EditPreview {
  /** What changes, one sentence a fix. */
  readonly describe: readonly string[];
  /** True: the outputs stay the same. False: the function changes, fine-tune after it. */
  readonly exact: boolean;
  /** Graph and problems after the edit; the ones before are those on screen. */
  readonly after: Derived;
}

/** Everything the studio shows that follows from the opened model and the plan. */
export interface Derived {
  readonly graph: GraphView;
  /** In graph order. */
  readonly diagnostics: readonly Problem[];
  /** Bits of the model after the plan, most layers' where they differ; null while a layer is in float. */
  readonly bits: BitWidths | null;
  /** The network for the chip; null while the model does not convert. */
  readonly converted: {
    readonly layers: number;
    /** What its weights, thresholds and steps take at their bits: see `packedSize`. The size of the file is known once it is written. */
    readonly packedBytes: number;
  } | null;
}

/** Inputs for the network: uint8 (N, X, Y, C), with the class of each where the file says so. */
export interface InputImages {
  readonly images: Tensor<Uint8Array>;
  readonly labels: Int32Array | null;
}

/** What three models make of the same inputs. */
export interface Comparison {
  /** Per class, float32 [samples * classes], 0 .. 1; null where a model or a vector of classes is missing. */
  readonly scores: {
    /** `strength`: a network that ends in spikes; relative to the strongest class. */
    readonly unit: 'probability' | 'strength';
    readonly float: Float32Array | null;
    readonly quantized: Float32Array | null;
    readonly spiking: Float32Array | null;
  };
  /** Quantized against spiking, layer by layer; null without a quantized model. */
  readonly parting: {
    readonly layers: readonly LayerComparison[];
    /** Name of the first layer with a difference. */
    readonly first: string | null;
  } | null;
}

/** What three models make of a data set, and what the layers of the spiking one did. */
export interface DatasetEvaluation {
  readonly samples: number;
  /** All samples together. */
  readonly layers: readonly LayerActivity[];
  readonly spiking: Evaluation;
  /** Null where the opened model has no such form. */
  readonly quantized: Evaluation | null;
  readonly float: Evaluation | null;
}

/** The files that `writeModel` writes. */
export type ExportFormat = 'fbz' | 'h5' | 'npz' | 'training';

/**
 * The worker's methods. A method is one entry here, one file in this folder and one line in `index.ts`.
 * Inputs and outputs are plain data (Blobs and typed arrays included).
 */
export interface StudioMethods {
  /** Loads what opening a model will need, while the user looks at the start screen. */
  warm: { readonly input: Readonly<Record<string, never>>; readonly output: null };
  /** Reads the files of one model, derives, and only then keeps it as the open one: until then the one before stays. */
  open: {
    readonly input: { readonly files: readonly ModelFile[]; readonly plan: Plan };
    readonly output: Opened;
  };
  /** Paths of the weight files that a model file names: those of a model.json; none for any other file. */
  listWeightFiles: {
    readonly input: { readonly file: ModelFile };
    readonly output: readonly string[];
  };
  /** Works out what follows from the open model and a plan. */
  derive: { readonly input: { readonly plan: Plan }; readonly output: Derived };
  /** Tells what an edit would do, without doing it. */
  previewEdit: {
    readonly input: { readonly plan: Plan; readonly edit: GraphEdit };
    readonly output: EditPreview;
  };
  /**
   * Writes a file to take away: the network for the chip, the quantized Keras model, its integers as arrays, or the folder
   * that trains it elsewhere, as a .zip.
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
  /** Tells what the page must know of the converted network to show its runs. */
  describeNetwork: { readonly input: { readonly plan: Plan }; readonly output: NetworkView };
  /** Reads a picture from a file, as RGBA, no side longer than `largest`. Null: the browser cannot read it. */
  readPicture: {
    readonly input: { readonly blob: Blob; readonly largest: number };
    readonly output: Pick<ImageData, 'data' | 'width' | 'height'> | null;
  };
  /** Reads inputs: labelled images (.npz, two idx files), or arrays without labels (.npy, .npz). */
  readInputs: {
    readonly input: { readonly files: readonly ModelFile[] };
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
      /** The float model too, where there is one. */
      readonly withFloat: boolean;
      /** Takes TrainingModels. */
      readonly to: SealedPort;
    };
    readonly output: null;
  };
  /** Takes in a model that was trained, under the id that a plan will use. */
  keepTrained: {
    /** `from` holds a ModelGraph. */
    readonly input: { readonly id: string; readonly from: SealedPort };
    /** False: the browser's storage did not take it, it lasts as long as the page. */
    readonly output: { readonly stored: boolean };
  };
  /** Puts session and model files into one .zip. */
  packSession: {
    readonly input: { readonly record: SessionRecord; readonly files: readonly ModelFile[] };
    readonly output: { readonly archive: Blob };
  };
  /** Takes a saved session apart. */
  unpackSession: {
    readonly input: { readonly archive: ModelFile };
    readonly output: { readonly record: SessionRecord; readonly files: readonly ModelFile[] };
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
    readonly output: readonly LayerCost[];
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
