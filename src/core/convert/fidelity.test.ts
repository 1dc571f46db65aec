import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readNpy, readNpz } from '../data/readNpy.ts';
import { readFbz } from '../fbz/readFbz.ts';
import { FBZ_VERSION, writeFbz } from '../fbz/writeFbz.ts';
import { readModel } from '../keras/readModel.ts';
import { simulate } from '../simulate/simulator.ts';
import { tensor } from '../tensor/tensor.ts';
import { convertModel } from './convertModel.ts';

/** Corners where the product once parted from the toolkit: what it made of them is in `fixtures/fidelity`. */
const CASES = ['input_6_bits'] as const;

function file(path: string): Uint8Array {
  return new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../fixtures/fidelity/${path}`, import.meta.url))),
  );
}

it.each(CASES)(
  "%s: the toolkit's file, read back equal, and the runtime's integers",
  async (name) => {
    const { input_scaling: inputScaling } = JSON.parse(
      new TextDecoder().decode(file(`${name}/case.json`)),
    ) as { readonly input_scaling: readonly [number, number] };
    const loaded = await readModel([{ name: 'quantized.h5', bytes: file(`${name}/quantized.h5`) }]);
    if (loaded.kind !== 'keras') throw new Error('a Keras model');
    const network = convertModel(loaded.graph, { inputScaling });
    const theirs = readFbz(file(`${name}/model.fbz`), 'model.fbz');
    expect(network).toEqual({ ...theirs, version: FBZ_VERSION });
    expect(readFbz(writeFbz(network), 'ours.fbz')).toEqual(network);

    const inputs = readNpy(file(`${name}/inputs.npy`), 'inputs.npy');
    const images = tensor(new Uint8Array(inputs.data), inputs.shape);
    const { layers } = await simulate(network, images, { layers: 'all' });
    const expected = [...readNpz(file(`${name}/layers.npz`), 'layers.npz')].filter(
      ([key]) => key !== 'predict',
    );
    // Keys are `<place>|<name>`.
    expect(layers.map((layer, i) => `${i}|${layer.name}`)).toEqual(expected.map(([key]) => key));
    for (const [i, [, { data }]] of expected.entries()) {
      expect(Array.from(layers[i]?.output?.data ?? [])).toEqual(Array.from(data));
    }
  },
);
