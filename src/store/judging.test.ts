import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sharedImages } from '../core/data/splitImages.ts';
import { readDataset } from '../core/data/readDataset.ts';
import { classCounts } from '../core/data/imageSet.ts';
import type { LayerView } from '../project/views/graphView.ts';
import { divisionsOf, initialPlan, type Plan } from '../project/plan.ts';
import { builtInData } from './builtInData.ts';
import { haveSameFloat, imagesToJudge, trainedData } from './judging.ts';
import { initialTraining } from './slices/finetune.ts';

const sample = (name: string) =>
  readDataset([
    { name, bytes: readFileSync(new URL(`../../public/samples/${name}`, import.meta.url)) },
  ]);

it.each(builtInData)(
  '$name: no image is in $testName',
  ({ trainingFile, trainingImages, testFile, classNames }) => {
    const [training, test] = [sample(trainingFile), sample(testFile)];
    expect(sharedImages(training.images, test.images)).toBe(0);
    expect(sharedImages(test.images, test.images)).toBe(500);
    expect(training.labels).toHaveLength(trainingImages);
    const counts = classCounts({ labels: training.labels, classNames });
    expect(new Set(counts)).toEqual(new Set([training.labels.length / 10]));
  },
);

it('judges a small network on more images than a large one', () => {
  const layer = (parameters: number, ...outputShape: readonly number[]) =>
    ({ parameters, outputShape: [null, ...outputShape] }) as unknown as LayerView;
  expect(imagesToJudge({ layers: [layer(1000, 28, 28, 8), layer(500, 10)] })).toBe(500);
  expect(imagesToJudge({ layers: [layer(10_000, 32, 32, 64)] })).toBe(146);
  expect(imagesToJudge({ layers: [layer(1e6, 56, 56, 64)] })).toBe(100);
});

it('knows what trained weights have learned from', () => {
  const settings = { ...initialTraining, validationShare: 0.1, testShare: 0.2, seed: 3 };
  const own = trainedData({ name: 'a.npz', count: 40, testCount: null }, settings);
  expect(own.division).toEqual({ validation: 0.1, test: 0.2, seed: 3 });
  const builtIn = trainedData({ name: 'digits', count: 1000, testCount: 500 }, settings);
  expect(builtIn.division).toBeNull();
  const plan: Plan = {
    ...initialPlan,
    edits: [
      { kind: 'trained', id: 'a', data: own },
      { kind: 'trained', id: 'b', data: builtIn },
      { kind: 'trained', id: 'c' },
    ],
  };
  expect(divisionsOf([initialPlan, plan], own)).toEqual([own.division]);
  expect(divisionsOf([plan], { ...own, count: 41 })).toEqual([]);
});

it('takes the float model of two plans for one where only weights and bits differ', () => {
  const bits = { inputWeightBits: 8, weightBits: 2, activationBits: 2 };
  const trained: Plan = {
    edits: [{ kind: 'trained', id: 'a' }],
    settings: { ...initialPlan.settings, bits },
  };
  expect(haveSameFloat(initialPlan, trained)).toBe(true);
  expect(haveSameFloat(initialPlan, { ...trained, edits: [{ kind: 'safeFixes' }] })).toBe(false);
});
