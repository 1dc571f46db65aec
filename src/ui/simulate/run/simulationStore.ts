import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Diagnostic } from '../../../core/errors/diagnostic.ts';
import type { Progress } from '../../../worker/api.ts';
import type {
  Comparison,
  DatasetEvaluation,
  InputImages,
} from '../../../worker/methods/contract.ts';
import type { NetworkView } from '../../../worker/networkView.ts';

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
export interface ImageSet extends InputImages {
  readonly name: string;
  readonly classNames: readonly string[] | null;
}

/** A run over a data set, with what was run. */
export interface DatasetRun {
  readonly set: ImageSet;
  readonly result: DatasetEvaluation;
}

/**
 * What the views of the Simulate stage share. It holds arrays, which the studio's store must not; it lives as long as
 * model and plan stay as they are.
 */
export interface SimulationState {
  readonly network: NetworkView | null;
  /** Built-in images that fit the network. */
  readonly samples: ImageSet | null;
  readonly input: NetworkInput | null;
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
  /** The demo covers the window. */
  readonly demo: boolean;
}

export const emptySimulation: SimulationState = {
  network: null,
  samples: null,
  input: null,
  layers: null,
  scores: null,
  comparison: null,
  running: null,
  playing: false,
  problems: null,
  dataset: null,
  evaluating: null,
  datasetProblems: null,
  demo: false,
};

export const simulationStore = createStore<SimulationState>()(() => emptySimulation);

/** Reads the simulation in a component. */
export function useSimulation<T>(select: (state: SimulationState) => T): T {
  return useStore(simulationStore, select);
}
