import { fail, type Where } from '../errors/diagnostic.ts';
import { formatShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { pixelsOf, type InputRange } from './inputRange.ts';
import { isGzip, readIdx } from './readIdx.ts';
import { labelsFrom } from './readLabels.ts';
import { readNpy, readNpz, startsLikeNpy } from './readNpy.ts';

/** A file that the caller has read; `name` is what errors show. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Labelled images as models take them: pixels before any scaling. */
export interface Dataset {
  /** uint8 (N, H, W, C); vectors have H = W = 1. */
  readonly images: Tensor<Uint8Array>;
  /** Class number of each image, [N]. */
  readonly labels: Int32Array;
}

/** Labelled images as they stand in their files: pixels, or values that must be read as some first. */
export interface LabelledArrays {
  /** Of any number type, (N, H, W, C); vectors have H = W = 1. */
  readonly images: Tensor<NumericArray>;
  /** Class number of each image, [N]. */
  readonly labels: Int32Array;
  /** Where the images stand, for errors. */
  readonly where: Where;
}

/** Names of images and labels in an .npz, matched whatever their case; the first pair found is taken. Test data goes first. */
const datasetKeys: readonly (readonly [images: string, labels: string])[] = [
  ['x_test', 'y_test'],
  ['test_images', 'test_labels'],
  ['x_val', 'y_val'],
  ['x', 'y'],
  ['images', 'labels'],
  ['inputs', 'labels'],
  ['inputs', 'targets'],
  ['data', 'labels'],
  ['x', 'labels'],
  ['images', 'y'],
  ['features', 'labels'],
  ['test_x', 'test_y'],
  ['test_data', 'test_labels'],
  ['x_valid', 'y_valid'],
  ['val_images', 'val_labels'],
  ['x_train', 'y_train'],
  ['train_images', 'train_labels'],
  ['train_x', 'train_y'],
  ['train_data', 'train_labels'],
  ['arr_0', 'arr_1'],
];

/** Which pair is taken of an .npz that holds test and training data. */
export type DatasetPurpose = 'testing' | 'training';

/** The names of images and labels among the arrays of an .npz, the first pair of `datasetKeys` that is there. */
export function labelledPair(
  names: readonly string[],
  purpose: DatasetPurpose,
): readonly [images: string, labels: string] | undefined {
  const find = (key: string) => names.find((name) => name.toLowerCase() === key);
  const isTraining = ([images]: (typeof datasetKeys)[number]) => images.includes('train');
  const order =
    purpose === 'testing'
      ? datasetKeys
      : [...datasetKeys.filter(isTraining), ...datasetKeys.filter((keys) => !isTraining(keys))];
  for (const [imagesKey, labelsKey] of order) {
    const images = find(imagesKey);
    const labels = find(labelsKey);
    if (images !== undefined && labels !== undefined) return [images, labels];
  }
  return undefined;
}

/**
 * Reads labelled images from one .npz (keys: `datasetKeys`), two .npy files, or two idx files, gzipped or not, in either order.
 * Images: shape (N, H, W, C), (N, H, W) or (N, D); integers 0..255 of any type, or values of a range that is named.
 * Labels: class numbers (N,), as a column too, or one-hot rows (N, classes).
 * @param range  what the values 0 and 255 of a pixel are in the file; null: the file holds pixels
 * @throws StudioError data/unknown-dataset, data/wrong-images, data/not-pixels where `range` must be named, data/outside-range and those of
 *         `labelsFrom`, `readNpz`, `readNpy` and `readIdx`
 */
export function readDataset(
  files: readonly NamedFile[],
  purpose: DatasetPurpose = 'testing',
  range: InputRange | null = null,
): Dataset {
  const { images, labels, where } = readLabelled(files, purpose);
  return { images: pixelsOf(images, where, range), labels };
}

/**
 * Reads labelled images as `readDataset`, with values of any kind.
 * @throws StudioError of `readDataset`, but for those of the values
 */
export function readLabelled(
  files: readonly NamedFile[],
  purpose: DatasetPurpose = 'testing',
): LabelledArrays {
  const [first, second, ...more] = files;
  if (first && !second) return datasetFromNpz(first, purpose);
  if (first && second && more.length === 0) {
    const areNpy = startsLikeNpy(first.bytes) && startsLikeNpy(second.bytes);
    return areNpy
      ? datasetFromPair(first, second, readNpy)
      : datasetFromPair(first, second, readIdx);
  }
  const names = files.map((file) => file.name);
  return fail('data/unknown-dataset', {}, names.length === 0 ? 'no file' : names.join(', '));
}

function datasetFromNpz(file: NamedFile, purpose: DatasetPurpose): LabelledArrays {
  if (isIdx(file.bytes)) {
    fail('data/unknown-dataset', { file: file.name }, 'one idx file alone');
  }
  // A damaged archive still says by its name what it was meant to be.
  if (!isZip(file.bytes) && !file.name.toLowerCase().endsWith('.npz')) {
    fail('data/unknown-dataset', { file: file.name }, 'a file that is neither .npz nor idx');
  }
  const names: string[] = [];
  // Reading nothing lists the names: an archive may hold arrays that are no business of ours.
  readNpz(file.bytes, file.name, (name) => {
    names.push(name);
    return false;
  });
  const pair = labelledPair(names, purpose);
  if (pair) {
    const [images, labels] = pair;
    const arrays = readNpz(file.bytes, file.name, (name) => name === images || name === labels);
    return labelledArrays(arrays.get(images), arrays.get(labels), [
      { file: file.name, path: `${images}.npy` },
      { file: file.name, path: `${labels}.npy` },
    ]);
  }
  return fail(
    'data/unknown-dataset',
    { file: file.name },
    names.length === 0 ? 'no arrays' : `the arrays ${names.map((name) => `"${name}"`).join(', ')}`,
  );
}

/** The file with more axes holds the images; of two tables that with more columns. */
function datasetFromPair(
  first: NamedFile,
  second: NamedFile,
  read: (bytes: Uint8Array, name: string) => Tensor<NumericArray>,
): LabelledArrays {
  const a = read(first.bytes, first.name);
  const b = read(second.bytes, second.name);
  const axes = a.shape.length - b.shape.length;
  return axes > 0 || (axes === 0 && a.data.length > b.data.length)
    ? labelledArrays(a, b, [{ file: first.name }, { file: second.name }])
    : labelledArrays(b, a, [{ file: second.name }, { file: first.name }]);
}

function isIdx(bytes: Uint8Array): boolean {
  return isGzip(bytes) || (bytes[0] === 0 && bytes[1] === 0);
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function labelledArrays(
  images: Tensor<NumericArray> | undefined,
  labels: Tensor<NumericArray> | undefined,
  [imagesWhere, labelsWhere]: readonly [Where, Where],
): LabelledArrays {
  if (!images || !labels) return fail('data/unknown-dataset', imagesWhere, 'an empty archive');
  return {
    images: shapedImages(images, imagesWhere),
    labels: labelsFrom(labels, images.shape[0] ?? 0, labelsWhere),
    where: imagesWhere,
  };
}

/**
 * Images or vectors as (N, H, W, C).
 * @throws StudioError data/wrong-images when the shape has another number of axes, or the array is empty
 */
export function shapedImages(
  { data, shape }: Tensor<NumericArray>,
  where: Where,
): Tensor<NumericArray> {
  const [n = 0, ...rest] = shape;
  const nhwc =
    rest.length === 3 ? shape : rest.length === 2 ? [...shape, 1] : [n, 1, 1, rest[0] ?? 0];
  if (rest.length < 1 || rest.length > 3 || data.length === 0) {
    fail(
      'data/wrong-images',
      where,
      'shape (N, H, W, C), (N, H, W) or (N, D), not empty',
      formatShape(shape),
    );
  }
  return { data, shape: nhwc };
}

/** Images to train with, and test images where the file holds both. */
interface TrainingData {
  readonly training: Dataset;
  readonly test: Dataset | null;
}

/**
 * Reads labelled images to train with, as `readDataset`. Of an .npz with arrays of both kinds, such as Keras' mnist.npz, x_train and
 * y_train train, and x_test and y_test only test.
 * @param range  as `readDataset` takes it
 * @throws StudioError of `readDataset`
 */
export function readTrainingData(
  files: readonly NamedFile[],
  range: InputRange | null = null,
): TrainingData {
  const training = readDataset(files, 'training', range);
  const [file, ...more] = files;
  if (!file || more.length > 0) return { training, test: null };
  const names = new Set<string>();
  readNpz(file.bytes, file.name, (name) => {
    names.add(name.toLowerCase());
    return false;
  });
  const holds = (kinds: RegExp) =>
    datasetKeys.some(
      ([images, labels]) => kinds.test(images) && names.has(images) && names.has(labels),
    );
  const hasBoth = holds(/train/) && holds(/test|val/);
  return { training, test: hasBoth ? readDataset(files, 'testing', range) : null };
}
