import type { Dataset } from '../data/readDataset.ts';
import { augmentImages, type Augmentation } from './augmentImages.ts';
import { chosenOf } from './splitDataset.ts';
import { seededRandom, seedOf, shuffle } from './seededRandom.ts';
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
  const count = dataset.labels.length;
  return {
    count,
    // An iterable over an array needs no waiting; sources that read files do.
    // eslint-disable-next-line @typescript-eslint/require-await
    batches: async function* ({ batchSize, seed, skip = 0, training }) {
      const order = Uint32Array.from({ length: count }, (_, i) => i);
      if (training) shuffle(order, seededRandom(seedOf(`order ${seed}`)));
      for (let from = skip * batchSize; from < count; from += batchSize) {
        const chosen = order.subarray(from, Math.min(from + batchSize, count));
        const batch = chosenOf(dataset, chosen);
        if (training) {
          augmentImages(
            batch.images,
            augmentation,
            seededRandom(seedOf(`augment ${seed} ${from}`)),
          );
        }
        yield batch;
      }
    },
  };
}

/** Number of batches of one epoch. */
export function batchCount(source: DataSource, batchSize: number): number {
  return Math.ceil(source.count / batchSize);
}
