import { datasetKeys, readDataset, type Dataset, type NamedFile } from './readDataset.ts';
import { readNpz } from './readNpz.ts';

/** Images to train with, and test images where the file holds both. */
export interface TrainingData {
  readonly training: Dataset;
  readonly test: Dataset | null;
}

/**
 * Reads labelled images to train with, as `readDataset`. Of an .npz with arrays of both kinds, such as Keras' mnist.npz, x_train and
 * y_train train, and x_test and y_test only test.
 * @throws StudioError of `readDataset`
 */
export function readTrainingData(files: readonly NamedFile[]): TrainingData {
  const training = readDataset(files, 'training');
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
  return { training, test: hasBoth ? readDataset(files, 'testing') : null };
}
