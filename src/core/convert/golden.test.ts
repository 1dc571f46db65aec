import { describe, expect, it } from 'vitest';
import type { AkidaLayer, NeuralAkidaLayer } from '../akida/model.ts';
import { goldenCases, goldenFiles, goldenJson } from '../testing/golden.ts';
import { readGoldenFbz, readGoldenKeras } from '../testing/goldenModels.ts';
import { convertModel, type ConvertOptions } from './convertModel.ts';

/** Std quantizers: the reference sums in float32 in an order of its own (integer-semantics.md names this one tolerance). */
const STD_CASES: ReadonlySet<string> = new Set([
  'named/quantizer_std',
  'named/quantizer_std_per_axis',
]);
const STD_STEP_RELATIVE = 1e-6;
const STD_THRESHOLD = 1;

interface Case {
  readonly input_scaling: readonly [number, number] | null;
  readonly input_is_image: boolean;
}

function expectSameLayer(ours: AkidaLayer | undefined, theirs: AkidaLayer, exact: boolean): void {
  // The reference numbers its Keras models as it makes them; only the first layer's name holds that number.
  const name = theirs.kind === 'InputData' ? (ours?.name ?? '') : theirs.name;
  if (exact || theirs.kind === 'InputData' || ours?.kind === 'InputData') {
    expect(ours).toEqual({ ...theirs, name });
    return;
  }
  const { threshold, actStep, ...rest } = theirs;
  expect(ours).toMatchObject(rest);
  const mine = ours as NeuralAkidaLayer;
  expect(mine.threshold.length).toBe(threshold.length);
  for (const [n, value] of threshold.entries()) {
    expect(Math.abs((mine.threshold[n] ?? NaN) - value)).toBeLessThanOrEqual(STD_THRESHOLD);
    const step = actStep[n] ?? NaN;
    expect(Math.abs((mine.actStep[n] ?? NaN) - step)).toBeLessThanOrEqual(STD_STEP_RELATIVE * step);
  }
}

async function expectSameFile(
  h5: string,
  fbz: string,
  options: ConvertOptions,
  exact = true,
): Promise<void> {
  const ours = convertModel(await readGoldenKeras(h5), options);
  const theirs = readGoldenFbz(fbz);
  expect(ours.layers.map((layer) => layer.kind)).toEqual(theirs.layers.map((layer) => layer.kind));
  for (const [i, layer] of theirs.layers.entries()) expectSameLayer(ours.layers[i], layer, exact);
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
      await expectSameFile(
        `${path}/quantized.h5`,
        `${path}/model.fbz`,
        options,
        !STD_CASES.has(path),
      );
    });
  },
);

describe('convertModel gives the reference file of the trained models', () => {
  const files = [...goldenFiles('mnist', '.fbz'), ...goldenFiles('cifar', '.fbz')];
  it.each(files)('%s', async (fbz) => {
    await expectSameFile(fbz.replace('.fbz', '.h5'), fbz, {});
  });
});
