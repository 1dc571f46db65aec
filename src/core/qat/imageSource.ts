import type { ImageSet } from '../data/imageSet.ts';
import { augmentImages, type Augmentation } from './augmentImages.ts';
import type { DataSource } from './dataSource.ts';
import { seededRandom, seedOf, shuffle } from '../tensor/seededRandom.ts';
import type { Batch } from './trainingGraph.ts';

/**
 * Some images of a set as a source of batches: shuffled and augmented while training, by the epoch's seed. The next batch is read while
 * the last one trains.
 * @param chosen  which images
 * @param augmentation  applied while training
 */
export function imageSource(
  images: ImageSet,
  chosen: Uint32Array,
  augmentation: Augmentation = {},
): DataSource {
  return {
    count: chosen.length,
    batches: async function* ({ batchSize, seed, skip = 0, training }) {
      const order = Uint32Array.from(chosen);
      if (training) shuffle(order, seededRandom(seedOf(`order ${seed}`)));
      const read = async (from: number): Promise<Batch> => {
        const indices = order.subarray(from, Math.min(from + batchSize, order.length));
        const pixels = await images.read(indices);
        const random = seededRandom(seedOf(`augment ${seed} ${from}`));
        if (training) augmentImages(pixels, augmentation, random);
        return {
          images: pixels,
          labels: Int32Array.from(indices, (index) => images.labels[index] ?? 0),
        };
      };
      let next: Promise<Batch> | null = null;
      for (let from = skip * batchSize; from < order.length; from += batchSize) {
        const batch = await (next ?? read(from));
        const after = from + batchSize;
        next = after < order.length ? read(after) : null;
        // Whoever takes the next batch hears of its failure; until then nobody listens.
        next?.catch(() => undefined);
        yield batch;
      }
    },
  };
}
