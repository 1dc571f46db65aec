import { describe, expect, it } from 'vitest';
import type { AkidaModel } from '../akida/model.ts';
import type { InputScaling } from '../analysis/inputScaling.ts';
import { readNpy } from '../data/readNpy.ts';
import { goldenFile, goldenJson } from '../testing/golden.ts';
import { readGoldenFbz, readGoldenKeras } from '../testing/goldenModels.ts';
import { compareModels, type ModelComparison } from './compareModels.ts';

/**
 * Counted with TensorFlow and the golden layers.npz alone: values that differ, values, largest difference of every layer with
 * activation, and samples whose top class is the same.
 */
const COUNTED = [
  {
    path: 'fuzz/fuzz_21_08',
    firstParting: null,
    agreeing: 3,
    layers: [
      ['sep_0', 0, 6480, 0],
      ['sep_1', 0, 8640, 0],
      ['conv_2', 0, 8640, 0],
      ['sep_3', 0, 12960, 0],
      ['conv_4', 0, 12960, 0],
    ],
  },
  {
    path: 'fuzz/fuzz_21_12',
    firstParting: 'sep_0',
    agreeing: 3,
    layers: [
      ['sep_0', 1263, 8580, 1],
      ['sep_1', 654, 3150, 2],
      ['sep_2', 36, 180, 15],
      ['conv_3', 13, 21, 6],
    ],
  },
  {
    path: 'fuzz/fuzz_21_22',
    firstParting: 'sep_1',
    agreeing: 3,
    layers: [
      ['conv_0', 0, 36, 0],
      ['sep_1', 2, 39, 1],
      ['conv_2', 5, 45, 1],
      ['sep_3', 1, 6, 1],
      ['conv_4', 7, 24, 6],
    ],
  },
  {
    path: 'named/mixed_precision',
    firstParting: 'c1',
    agreeing: 3,
    layers: [
      ['c0', 0, 9600, 0],
      ['c1', 192, 19200, 1],
      ['s2', 345, 19200, 1],
    ],
  },
  {
    path: 'named/discrete_relu',
    firstParting: 'c0',
    agreeing: 3,
    layers: [
      ['c0', 1, 9600, 1],
      ['s1', 0, 48, 0],
    ],
  },
  {
    path: 'shapes/gap_then_dense_relu',
    firstParting: 'dense_15',
    agreeing: 2,
    layers: [
      ['conv2d_32', 0, 2048, 0],
      ['conv2d_33', 0, 18, 0],
      ['dense_15', 3, 12, 6],
    ],
  },
] as const;

async function compareGolden(
  path: string,
  change: (model: AkidaModel) => AkidaModel = (model) => model,
  batchSize = 2,
): Promise<ModelComparison> {
  const { input_scaling } = goldenJson(`${path}/case.json`) as {
    input_scaling: InputScaling | null;
  };
  return compareModels(
    await readGoldenKeras(`${path}/quantized.h5`),
    change(readGoldenFbz(`${path}/model.fbz`)),
    readNpy(goldenFile(`${path}/inputs.npy`), 'inputs.npy'),
    { inputScaling: input_scaling ?? [1, 0], batchSize },
  );
}

describe('compareModels', () => {
  it.each(COUNTED)('$path', async ({ path, firstParting, agreeing, layers }) => {
    const comparison = await compareGolden(path);
    expect(comparison.firstParting).toBe(firstParting);
    expect(comparison.agreeing).toBe(agreeing);
    const levels = comparison.layers.filter(({ unit }) => unit === 'levels');
    expect(levels.map((l) => [l.name, l.differing, l.values, l.maxDifference])).toEqual(layers);
  });

  it('gives the same in batches of any size', async () => {
    const whole = await compareGolden('fuzz/fuzz_21_12', undefined, 100);
    expect(await compareGolden('fuzz/fuzz_21_12', undefined, 1)).toEqual(whole);
  });

  it('finds the layer whose weights were changed, and the place', async () => {
    const changed = (model: AkidaModel): AkidaModel => ({
      ...model,
      layers: model.layers.map((layer) =>
        layer.name === 'conv_2' && layer.kind === 'Convolutional'
          ? {
              ...layer,
              weights: layer.weights.map((weight, i) => (i % 2 === 0 ? -weight : weight)),
            }
          : layer,
      ),
    });
    const { firstParting, layers } = await compareGolden('fuzz/fuzz_21_08', changed);
    expect(firstParting).toBe('conv_2');
    const parting = layers.find(({ name }) => name === 'conv_2');
    expect(parting?.first?.position).toHaveLength(4);
    expect(parting?.first?.keras).not.toBe(parting?.first?.akida);
  });

  it('finds a head whose threshold was moved', async () => {
    const moved = (model: AkidaModel): AkidaModel => ({
      ...model,
      layers: model.layers.map((layer) =>
        layer.name === 'head' && 'threshold' in layer
          ? { ...layer, threshold: layer.threshold.map((value) => value + 3) }
          : layer,
      ),
    });
    const { firstParting, layers } = await compareGolden('fuzz/fuzz_21_08', moved);
    expect(firstParting).toBe('head');
    expect(layers.at(-1)).toMatchObject({ unit: 'potentials', differing: 21, values: 21 });
  });

  it('refuses models that do not belong together', async () => {
    const other = readGoldenFbz('fuzz/fuzz_21_12/model.fbz');
    await expect(compareGolden('fuzz/fuzz_21_08', () => other)).rejects.toMatchObject({
      diagnostics: [{ code: 'forward/cannot-compare' }],
    });
  });
});
