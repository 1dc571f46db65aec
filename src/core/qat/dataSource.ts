import type { Dataset } from '../data/readDataset.ts';
import { memoryImages } from '../data/imageSet.ts';
import type { Augmentation } from './augmentImages.ts';
import { imageSource } from './imageSource.ts';
import type { Batch } from './trainingGraph.ts';

/** How one epoch's batches are made. */
export interface EpochOptions {
  readonly batchSize: number;
  /** Seed of the order and of the augmentation; the same seed gives the same batches. */
  readonly seed: number;
  /** Batches to leave out at the start: where a checkpoint goes on. */
  readonly skip?: number;
  /** True while training: shuffled and augmented, a last short batch left out only when it holds one image of many. */
  readonly training: boolean;
}

/**
 * Where images come from. Batches are made as they are asked for, so that a data set larger than memory trains: a folder reader
 * implements this as well as an array.
 */
export interface DataSource {
  /** Number of images. */
  readonly count: number;
  readonly batches: (options: EpochOptions) => AsyncIterable<Batch>;
}

/** A data set in memory as a source. @param augmentation  applied while training */
export function datasetSource(dataset: Dataset, augmentation: Augmentation = {}): DataSource {
  return imageSource(memoryImages(dataset), Uint32Array.from(dataset.labels.keys()), augmentation);
}

/** Number of batches of one epoch. */
export function batchCount(source: DataSource, batchSize: number): number {
  return Math.ceil(source.count / batchSize);
}
