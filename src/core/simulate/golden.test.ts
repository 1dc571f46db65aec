import { describe, expect, test } from 'vitest';
import type { AkidaModel } from '../akida/model.ts';
import { readNpy, readNpz } from '../data/readNpy.ts';
import { readFbz } from '../fbz/readFbz.ts';
import { sizeOf, tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import {
  goldenCases,
  goldenFile,
  goldenFiles,
  hasGoldenFile,
  sampleFile,
} from '../testing/golden.ts';
import { firstImages, mnistTestImages } from '../testing/mnistTestSet.ts';
import type { EngineName, SimulationResult } from './engine.ts';
import { simulate } from './simulator.ts';

const ENGINES: readonly EngineName[] = ['reference', 'dense', 'event', 'auto'];

/** Our `predict` is the runtime's own float32 formula; the tolerance is the one the issue names. */
const PREDICT_TOLERANCE = 1e-5;

const npy = (path: string): Tensor<NumericArray> => readNpy(goldenFile(path), path);
const fbz = (path: string): AkidaModel => readFbz(goldenFile(path), path);

function expectClose(actual: Tensor | null, expected: Tensor<NumericArray>): void {
  expect(actual?.data.length).toBe(expected.data.length);
  let worst = 0;
  expected.data.forEach((value, i) => {
    const error = Math.abs((actual?.data[i] ?? NaN) - value);
    worst = Math.max(worst, error / Math.max(Math.abs(value), Number.MIN_VALUE));
  });
  expect(worst).toBeLessThanOrEqual(PREDICT_TOLERANCE);
}

/** Compares every layer's integers with an .npz whose arrays are named after the layers. */
function expectLayers(result: SimulationResult, path: string): void {
  const expected = readNpz(goldenFile(path), path);
  expect(result.layers.map((layer) => layer.name)).toEqual([...expected.keys()]);
  for (const { name, output, sparsity } of result.layers) {
    const values = expected.get(name);
    expect(output?.shape, name).toEqual(values?.shape);
    const different = values?.data.findIndex((value, i) => value !== output?.data[i]);
    expect(different, `first different element of ${name}`).toBe(-1);
    const zeros = Array.from(values?.data ?? []).filter((value) => value === 0).length;
    expect(sparsity, name).toBe(zeros / (values?.data.length ?? NaN));
  }
}

describe.each(ENGINES)('%s engine', (engine) => {
  const all = { layers: 'all', engine } as const;

  const folders = (['fuzz', 'named', 'shapes'] as const).flatMap((family) => goldenCases(family));
  test.each(folders)('%s', async (folder) => {
    const result = await simulate(fbz(`${folder}/model.fbz`), npy(`${folder}/inputs.npy`), all);
    expectLayers(result, `${folder}/layers.npz`);
    if (hasGoldenFile(`${folder}/predict.npy`)) {
      expectClose(result.predict, npy(`${folder}/predict.npy`));
    } else expect(result.predict).toBeNull();
  });

  test.each(goldenFiles('mnist', '.fbz'))('%s', async (path) => {
    const name = path.replace('.fbz', '');
    const images = mnistTestImages();
    expectLayers(
      await simulate(fbz(path), firstImages(images, 20), all),
      `${name}_layers_first20.npz`,
    );
    const { predict } = await simulate(fbz(path), firstImages(images, 200), { engine });
    expectClose(predict, npy(`${name}_logits_first200.npy`));
  });

  test.each(goldenFiles('cifar', '.fbz'))('%s', async (path) => {
    const name = path.replace('.fbz', '');
    const samples = readNpz(sampleFile('cifar_test500.npz'), 'cifar_test500.npz');
    const images = [...samples.values()].find(({ shape }) => shape.length === 4);
    const first = images ?? tensor(new Uint8Array(0), [0]);
    expectLayers(
      await simulate(fbz(path), firstImages(first, 4), all),
      `${name}_layers_first4.npz`,
    );
    const logits = npy(`${name}_logits_test500.npy`);
    const count = engine === 'reference' ? 20 : 500;
    const { predict } = await simulate(fbz(path), firstImages(first, count), { engine });
    const classes = sizeOf(logits.shape) / (logits.shape[0] ?? 1);
    expectClose(predict, tensor(logits.data.slice(0, count * classes), [count, classes]));
  });
});
