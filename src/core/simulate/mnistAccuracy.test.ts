import { expect, test } from 'vitest';
import { readNpy } from '../data/readNpy.ts';
import { readFbz } from '../fbz/readFbz.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { goldenFile, goldenFiles, goldenJson } from '../testing/golden.ts';
import { mnistTestImages, mnistTestLabels } from '../testing/mnistTestSet.ts';
import { simulate } from './simulator.ts';

interface Accuracy {
  readonly akida_predict: number;
  readonly akida_forward_argmax: number;
}

/** Class with the largest score of each image; the first one where scores are equal, as NumPy's argmax. */
function classesOf({ data, shape }: Tensor<NumericArray>): number[] {
  const classes = shape.at(-1) ?? 1;
  return Array.from({ length: data.length / classes }, (_, image) => {
    const scores = Array.from(data.subarray(image * classes, (image + 1) * classes));
    return scores.indexOf(Math.max(...scores));
  });
}

test.each(goldenFiles('mnist', '.fbz'))('%s over the 10,000 test images', async (path) => {
  const bits = /iq(\d)_wq(\d)_aq(\d)/.exec(path)?.slice(1).join('/') ?? '';
  const expected = (goldenJson('mnist/accuracy.json') as Record<string, Accuracy>)[bits];
  const labels = mnistTestLabels().data;
  const right = (classes: readonly number[]): number =>
    classes.filter((value, image) => value === labels[image]).length;

  const { predict, forward } = await simulate(readFbz(goldenFile(path), path), mnistTestImages());

  const predicted = predict === null ? [] : classesOf(predict);
  const name = path.replace('.fbz', '_predicted_class.npy');
  expect(predicted).toEqual([...readNpy(goldenFile(name), name).data]);
  expect(right(predicted)).toBe(Math.round((expected?.akida_predict ?? NaN) * labels.length));
  expect(right(classesOf(forward))).toBe(
    Math.round((expected?.akida_forward_argmax ?? NaN) * labels.length),
  );
});
