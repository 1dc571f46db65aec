import type { NetworkView } from '../../project/views/network.ts';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Diagnostic } from '../../core/errors/diagnostic.ts';
import type { Comparison, DatasetEvaluation } from '../../project/runs.ts';
import type { InputImages } from '../../project/inputs.ts';
import type { RangeQuestion } from '../rangeQuestion.ts';
import type { Progress } from '../../worker/rpc/protocol.ts';
import type { Picture } from './picture.ts';

/** One input as the network takes it. */
export interface NetworkInput {
  /** uint8 (x, y, c). */
  readonly pixels: Uint8Array;
  /** What it is, for people: `Digit 12 of 500`, `Your drawing`. */
  readonly name: string;
  /** The right class, where it is known. */
  readonly label: number | null;
}

/** What one layer gave for the input on screen, int32 (x, y, c). */
export interface LayerSpikes {
  readonly name: string;
  readonly output: Int32Array;
  readonly potentials: Int32Array;
  readonly sparsity: number;
}

/** Images with the names of their classes. */
export interface SimulationSet extends InputImages {
  readonly name: string;
  readonly classNames: readonly string[] | null;
}

/** A file of arrays that the user looks through. */
interface ChosenArrays {
  readonly set: SimulationSet;
  /** Input on screen. */
  readonly index: number;
}

/** A picture that the user chose. */
export interface ChosenPhoto {
  readonly name: string;
  readonly picture: Picture;
}

/** Where inputs come from. */
export type InputSource = 'samples' | 'draw' | 'image' | 'camera' | 'random' | 'file';

/** A run over a data set, with what was run. */
export interface DatasetRun {
  readonly set: SimulationSet;
  readonly result: DatasetEvaluation;
}

/**
 * What the views of the Simulate stage share. It holds arrays, which the studio's store must not; it lives as long as
 * model and plan stay as they are.
 */
interface SimulationState {
  readonly network: NetworkView | null;
  /** Built-in images that fit the network. */
  readonly samples: SimulationSet | null;
  readonly input: NetworkInput | null;
  /** What the user chose to run; null: the first that the network takes. It stays with the model, whatever the plan. */
  readonly source: InputSource | null;
  readonly file: ChosenArrays | null;
  readonly fileProblems: readonly Diagnostic[];
  /** What the values of the chosen file are, where it holds no pixels. */
  readonly fileQuestion: RangeQuestion | null;
  readonly photo: ChosenPhoto | null;
  /** Name of a chosen file that is no picture. */
  readonly photoRefused: string | null;
  readonly layers: readonly LayerSpikes[] | null;
  /** What the spiking model makes of each class, 0 .. 1; null where it ends in a picture. */
  readonly scores: Float32Array | null;
  readonly comparison: Comparison | null;
  readonly running: Progress | null;
  readonly playing: boolean;
  /** Why the last run, or the preparation, failed. */
  readonly problems: readonly Diagnostic[] | null;
  readonly dataset: DatasetRun | null;
  readonly evaluating: Progress | null;
  readonly datasetProblems: readonly Diagnostic[] | null;
  /** What the values of the chosen data set are, where it holds no pixels. */
  readonly datasetQuestion: RangeQuestion | null;
  /** The demo covers the window. */
  readonly demo: boolean;
}

export const emptySimulation: SimulationState = {
  network: null,
  samples: null,
  input: null,
  source: null,
  file: null,
  fileProblems: [],
  fileQuestion: null,
  photo: null,
  photoRefused: null,
  layers: null,
  scores: null,
  comparison: null,
  running: null,
  playing: false,
  problems: null,
  dataset: null,
  evaluating: null,
  datasetProblems: null,
  datasetQuestion: null,
  demo: false,
};

export const simulationStore = createStore<SimulationState>()(() => emptySimulation);

/** Reads the simulation in a component. */
export function useSimulation<T>(select: (state: SimulationState) => T): T {
  return useStore(simulationStore, select);
}

/** Shows or hides the demo, which covers the window. */
export function showDemo(demo: boolean): void {
  simulationStore.setState({ demo });
}

export function chooseSource(source: InputSource): void {
  simulationStore.setState({ source });
}
