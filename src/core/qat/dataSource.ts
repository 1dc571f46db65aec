import type { Dataset } from '../data/readDataset.ts';
import { classCounts, memoryImages, type ImageSet } from '../data/imageSet.ts';
import type { Batch } from './trainingGraph.ts';
import { seededRandom, seedOf, shuffle } from '../tensor/seededRandom.ts';
import { sizeOf, type Tensor } from '../tensor/tensor.ts';
import { splitImages, type Division } from '../data/splitImages.ts';
import { fail } from '../errors/diagnostic.ts';

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

/** Random changes of training images that leave their class as it is. */
export interface Augmentation {
  /** Mirror every second image left to right. */
  readonly flip?: boolean;
  /** Move images by up to so many pixels in each direction. */
  readonly shift?: number;
  /** Value of pixels that a shift lays bare. Default: 0. */
  readonly fill?: number;
}

/** The pixel that a model takes for zero: what a shift should lay bare. @param scaling  scale and shift, akida = scale * keras + shift */
export function blankPixel([, shift]: readonly [number, number]): number {
  return Math.min(Math.max(Math.round(shift), 0), 255);
}

/**
 * Flips and shifts images in place, each by its own draw.
 * @param images  uint8 [count, height, width, channels]
 */
export function augmentImages(
  images: Tensor<Uint8Array>,
  { flip = false, shift = 0, fill = 0 }: Augmentation,
  random: () => number,
): void {
  if (!flip && shift === 0) return;
  const [count = 0, height = 1, width = 1, channels = 1] = images.shape;
  const size = sizeOf(images.shape.slice(1));
  for (let i = 0; i < count; i++) {
    const image = images.data.subarray(i * size, (i + 1) * size);
    const mirrored = flip && random() < 0.5;
    const down = Math.floor(random() * (2 * shift + 1)) - shift;
    const right = Math.floor(random() * (2 * shift + 1)) - shift;
    if (!mirrored && down === 0 && right === 0) continue;
    const source = image.slice();
    image.fill(fill);
    for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      for (let x = Math.max(0, right); x < Math.min(width, width + right); x++) {
        const column = mirrored ? width - 1 - (x - right) : x - right;
        const from = ((y - down) * width + column) * channels;
        const to = (y * width + x) * channels;
        for (let c = 0; c < channels; c++) image[to + c] = source[from + c] ?? 0;
      }
    }
  }
}

/** The parts of a data set; no image is in two of them. */
interface SplitDataset {
  readonly training: Dataset;
  readonly validation: Dataset;
  /** Null where no share was asked for. */
  readonly test: Dataset | null;
}

/**
 * Sets shares of every class apart, at random but repeatably.
 * @param share  of the validation part, above 0 and below 1
 * @param testShare  of the test part; what is left after both trains
 * @throws StudioError qat/bad-setting; qat/no-data without images, qat/too-few-images when a part is left empty
 */
export function splitDataset(
  dataset: Dataset,
  share: number,
  seed: number,
  testShare = 0,
): SplitDataset {
  if (!(share > 0 && share < 1)) {
    fail('qat/bad-setting', {}, 'split', 'a share above 0 and below 1', String(share));
  }
  if (!(testShare >= 0 && share + testShare < 1)) {
    const expected = `a share from 0 to less than ${Number((1 - share).toFixed(6))}`;
    fail('qat/bad-setting', {}, 'test split', expected, String(testShare));
  }
  const division: Division = { validation: share, test: testShare, seed };
  const { training, validation, test } = splitImages(dataset.labels, division);
  if (dataset.labels.length === 0) fail('qat/no-data', {});
  const largest = Math.max(...classCounts({ labels: dataset.labels, classNames: null }));
  // One image of a class always trains; of three, one comes to each part.
  if (testShare > 0 && test.length === 0) fail('qat/too-few-images', {}, 'test', largest, 2);
  if (validation.length === 0) {
    fail('qat/too-few-images', {}, 'validation', largest, testShare > 0 ? 3 : 2);
  }
  return {
    training: chosenOf(dataset, training),
    validation: chosenOf(dataset, validation),
    test: testShare > 0 ? chosenOf(dataset, test) : null,
  };
}

/** The images of those numbers, in that order. */
function chosenOf({ images, labels }: Dataset, chosen: Uint32Array): Dataset {
  const size = sizeOf(images.shape.slice(1));
  const data = new Uint8Array(chosen.length * size);
  chosen.forEach((index, i) => {
    data.set(images.data.subarray(index * size, (index + 1) * size), i * size);
  });
  return {
    images: { data, shape: [chosen.length, ...images.shape.slice(1)] },
    labels: Int32Array.from(chosen, (index) => labels[index] ?? 0),
  };
}
