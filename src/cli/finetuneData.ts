import type { InputRange } from '../core/data/inputRange.ts';
import { readDataset, readTrainingData, type Dataset } from '../core/data/readDataset.ts';
import { sharedImages } from '../core/data/splitImages.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { splitDataset } from '../core/qat/dataSource.ts';
import { readInput } from './files.ts';

export const FINETUNE = 'cnn2snn finetune';

/** The images that `cnn2snn finetune` is given. */
export interface FinetuneDataArguments {
  readonly images: readonly string[];
  readonly validation?: readonly string[] | null;
  readonly split: number;
  readonly test?: readonly string[] | null;
  readonly test_split: number;
  readonly seed: number;
}

/** The images of a training; no image of one file is in two parts. */
interface FinetuneData {
  readonly training: Dataset;
  /** The best epoch is chosen by these. */
  readonly validation: Dataset;
  /** These only judge. */
  readonly test: Dataset | null;
}

/**
 * Reads and divides the images that the command line names.
 * @param range  what the pixels 0 and 255 are in the files; null: they hold pixels
 * @throws StudioError cli/usage, data/*, qat/bad-setting, qat/no-data
 */
export function finetuneData(
  args: FinetuneDataArguments,
  range: InputRange | null = null,
): FinetuneData {
  const { validation, test, split, test_split: testSplit, seed } = args;
  if (test && testSplit > 0) {
    fail('cli/usage', {}, '--test names the test images: leave --test-split out', FINETUNE);
  }
  const given = readTrainingData(args.images.map(readInput), range);
  const read = (paths: readonly string[]) => readDataset(paths.map(readInput), 'testing', range);
  const tests = test ? read(test) : testSplit > 0 ? null : given.test;
  if (!validation) {
    const parts = splitDataset(given.training, split, seed, testSplit);
    return { ...parts, test: tests ?? parts.test };
  }
  const validated = read(validation);
  if (testSplit === 0) return { training: given.training, validation: validated, test: tests };
  // What is set aside is the test part: the validation images are a file of their own.
  const parts = splitDataset(given.training, testSplit, seed);
  return { training: parts.training, validation: validated, test: parts.validation };
}

/** How many images each part has, for people. */
export function countsOf({ training, validation, test }: FinetuneData): string {
  const count = ({ labels }: Dataset) => labels.length;
  const tested = test ? `, ${count(test)} to test` : '';
  return `${count(training)} images to train, ${count(validation)} to validate${tested}`;
}

/** Warns of images that are in two files: accuracy on them tells little of others. */
export function sharedOf({ training, validation, test }: FinetuneData): string {
  const warning = (use: string, with_: Dataset, name: string, { images, labels }: Dataset) => {
    const shared = sharedImages(with_.images, images);
    if (shared === 0) return '';
    return `warning: ${shared} of ${labels.length} ${name} images are ${use} too: accuracy on them says little about other images\n`;
  };
  return [
    warning('trained on', training, 'validation', validation),
    test ? warning('trained on', training, 'test', test) : '',
    test ? warning('validated on', validation, 'test', test) : '',
  ].join('');
}
