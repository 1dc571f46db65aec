import type { LayerConfig } from './modelConfig.ts';

/** One stored weight: its header at once, its values on demand. */
export interface WeightEntry {
  /** Keras short name (`kernel`), or a running number where the file has no names. */
  readonly name: string;
  /** Path inside the file. */
  readonly path: string;
  readonly shape: readonly number[];
  /** Float32 values in C order, as many as the shape holds. */
  readonly read: () => Float32Array;
}

/** The weights of each layer, under the layer's configuration object, in the order of the file. */
export type LayerWeights = ReadonlyMap<LayerConfig, readonly WeightEntry[]>;
