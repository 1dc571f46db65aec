import { describe, expect, it } from 'vitest';
import type { AkidaLayer } from '../akida/model.ts';
import type { NumericArray } from '../tensor/tensor.ts';
import { expectSameArray } from '../testing/exact.ts';
import { goldenCases, goldenFiles, goldenJson } from '../testing/golden.ts';
import { readGoldenFbz, readGoldenKeras } from '../testing/goldenModels.ts';
import type { ConvertOptions } from './convertGraph.ts';
import { convertModel } from './convertModel.ts';

interface Case {
  readonly input_scaling: readonly [number, number] | null;
  readonly input_is_image: boolean;
}

function expectSameLayer(ours: AkidaLayer | undefined, theirs: AkidaLayer): void {
  // The reference numbers its Keras models as it makes them; only the first layer's name holds that number.
  const name = theirs.kind === 'InputData' ? (ours?.name ?? '') : theirs.name;
  const [mine, reference] = [parts(ours), parts({ ...theirs, name })];
  expect(mine.plain).toEqual(reference.plain);
  expect([...mine.arrays.keys()]).toEqual([...reference.arrays.keys()]);
  for (const [key, array] of reference.arrays) {
    expectSameArray(mine.arrays.get(key), array, `${name} ${key}`);
  }
}

function parts(layer: AkidaLayer | undefined) {
  const entries = Object.entries(layer ?? {}).sort(([a], [b]) => a.localeCompare(b));
  const isArray = (value: unknown): value is NumericArray => ArrayBuffer.isView(value);
  return {
    plain: Object.fromEntries(entries.filter(([, value]) => !isArray(value))),
    arrays: new Map(entries.flatMap(([key, value]) => (isArray(value) ? [[key, value]] : []))),
  };
}

async function expectSameFile(h5: string, fbz: string, options: ConvertOptions): Promise<void> {
  const ours = convertModel(await readGoldenKeras(h5), options);
  const theirs = readGoldenFbz(fbz);
  expect(ours.layers.map((layer) => layer.kind)).toEqual(theirs.layers.map((layer) => layer.kind));
  for (const [i, layer] of theirs.layers.entries()) expectSameLayer(ours.layers[i], layer);
}

describe.each(['fuzz', 'named', 'shapes'] as const)(
  'convertModel gives the reference file in golden/%s',
  (family) => {
    it.each(goldenCases(family))('%s', async (path) => {
      const asked = goldenJson(`${path}/case.json`) as Case;
      const options: ConvertOptions = {
        ...(asked.input_scaling ? { inputScaling: asked.input_scaling } : {}),
        inputIsImage: asked.input_is_image,
      };
      await expectSameFile(`${path}/quantized.h5`, `${path}/model.fbz`, options);
    });
  },
);

describe('convertModel gives the reference file of the trained models', () => {
  const files = [...goldenFiles('mnist', '.fbz'), ...goldenFiles('cifar', '.fbz')];
  it.each(files)('%s', async (fbz) => {
    await expectSameFile(fbz.replace('.fbz', '.h5'), fbz, {});
  });
});
