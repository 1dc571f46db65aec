import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AkidaModel } from '../akida/model.ts';
import { checkAkidaModel, checkModel } from '../check/checkModel.ts';
import { readNpy, readNpz } from '../data/readNpy.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import { readFbz } from '../fbz/readFbz.ts';
import { FBZ_VERSION, writeFbz } from '../fbz/writeFbz.ts';
import { compareModels } from '../forward/compareModels.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { simulate } from '../simulate/simulator.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { exact } from '../testing/exact.ts';
import { convertModel } from './convertModel.ts';

const folder = fileURLToPath(new URL('../../fixtures/fidelity', import.meta.url));

/** Corners where the product once parted from the toolkit, and their siblings: what the toolkit made of them is in `fixtures/fidelity`. */
const CASES = readdirSync(folder).filter((name) => existsSync(`${folder}/${name}/case.json`));
const CONVERTED = CASES.filter((name) => existsSync(`${folder}/${name}/model.fbz`));

/** The toolkit computes in float64 there: see rule float-precision. */
const REFUSED_HERE: Readonly<Record<string, string>> = { float64: 'rule/float-precision' };

/** What the toolkit refuses, and the rules that say so. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  activation_pool_reshape: ['rule/pool-after-conv'],
  bn_axis_behind_lambda: ['rule/supported-layer'],
  bn_axis_behind_pooling: ['rule/supported-layer'],
  bn_axis_behind_unknown: ['rule/supported-layer'],
  flatten_before_relu: ['rule/flatten-before-dense'],
  no_neural_layer: ['rule/neural-layer'],
  no_neural_layer_flatten: ['rule/image-input', 'rule/neural-layer'],
  no_neural_layer_rescaling: ['rule/neural-layer'],
  reshape_before_norm: ['rule/batchnorm-before-activation'],
  reshape_before_pool: ['rule/pool-after-conv'],
};

interface Case {
  readonly weight_quantization: number;
  readonly activ_quantization: number;
  readonly input_weight_quantization: number;
  readonly input_scaling: readonly [number, number] | null;
  readonly input_is_image: boolean;
}

const file = (path: string): Uint8Array => new Uint8Array(readFileSync(`${folder}/${path}`));

async function keras(path: string): Promise<ModelGraph> {
  const loaded = await readModel([{ name: path, bytes: file(path) }]);
  if (loaded.kind !== 'keras') throw new Error('a Keras model');
  return loaded.graph;
}

function askedOf(name: string) {
  const asked = JSON.parse(new TextDecoder().decode(file(`${name}/case.json`))) as Case;
  const { input_scaling: scaling, input_is_image: inputIsImage } = asked;
  return {
    bits: {
      weightBits: asked.weight_quantization,
      activationBits: asked.activ_quantization,
      inputWeightBits: asked.input_weight_quantization,
    },
    options: { inputIsImage, ...(scaling ? { inputScaling: scaling } : {}) },
  };
}

function imagesOf(name: string): Tensor<Uint8Array> {
  const { data, shape } = readNpy(file(`${name}/inputs.npy`), 'inputs.npy');
  return tensor(new Uint8Array(data), shape);
}

/** The name of InputData holds a counter of the toolkit's process: any is right. */
function withNameOf(theirs: AkidaModel, ours: AkidaModel): AkidaModel {
  const layers = theirs.layers.map((layer, i) =>
    layer.kind === 'InputData' ? { ...layer, name: ours.layers[i]?.name ?? '' } : layer,
  );
  return { version: FBZ_VERSION, layers };
}

async function expectRuntimeIntegers(name: string, network: AkidaModel): Promise<void> {
  const { layers } = await simulate(network, imagesOf(name), { layers: 'all' });
  const expected = [...readNpz(file(`${name}/layers.npz`), 'layers.npz')].filter(
    ([key]) => key !== 'predict',
  );
  // Keys are `<place>|<name>`.
  expect(layers.map((layer, i) => `${i}|${layer.name}`)).toEqual(expected.map(([key]) => key));
  for (const [i, [key, { data }]] of expected.entries()) {
    expect(exact(Int32Array.from(data)), key).toBe(exact(layers[i]?.output?.data));
  }
}

function refusalOf(graph: ModelGraph, options: object): readonly string[] {
  try {
    convertModel(graph, options);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return [...new Set(error.diagnostics.map(({ code }) => code))];
  }
  return [];
}

const exactCases = CONVERTED.filter((name) => !(name in REFUSED_HERE));

describe("the toolkit's file, read back equal, and the runtime's integers", () => {
  it.each(exactCases)('%s', async (name) => {
    const network = convertModel(await keras(`${name}/quantized.h5`), askedOf(name).options);
    const theirs = readFbz(file(`${name}/model.fbz`), 'model.fbz');
    expect(exact(network)).toEqual(exact(withNameOf(theirs, network)));
    expect(exact(readFbz(writeFbz(network), 'ours.fbz'))).toEqual(exact(network));
    await expectRuntimeIntegers(name, network);
  });
});

// The one with Std quantizers was quantized layer by layer.
const quantizedHere = exactCases.filter(
  (name) => name !== 'std_last_bits' && existsSync(`${folder}/${name}/float.h5`),
);

it.each(quantizedHere)('%s: quantizes to what converts the same', async (name) => {
  const { bits, options } = askedOf(name);
  const ours = convertModel(quantizeModel(await keras(`${name}/float.h5`), bits), options);
  const theirs = readFbz(file(`${name}/model.fbz`), 'model.fbz');
  expect(exact(ours)).toEqual(exact(withNameOf(theirs, ours)));
});

it('every case is converted here or told why not', () => {
  const told = [...exactCases, ...Object.keys(REFUSED), ...Object.keys(REFUSED_HERE)];
  expect(told.sort()).toEqual(CASES.sort());
});

it.each(Object.entries(REFUSED))('%s: what the toolkit refuses', async (name, rules) => {
  const { bits, options } = askedOf(name);
  const quantized = quantizeModel(await keras(`${name}/float.h5`), bits);
  expect(refusalOf(quantized, options)).toEqual(rules);
});

it.each(Object.entries(REFUSED_HERE))('%s: refused for %s, and it runs', async (name, rule) => {
  const { options } = askedOf(name);
  expect(refusalOf(await keras(`${name}/quantized.h5`), options)).toEqual([rule]);
  await expectRuntimeIntegers(name, readFbz(file(`${name}/model.fbz`), 'model.fbz'));
});

it.each(['func_q', 'seq_iq4_wq4_aq4'])(
  'inputdata_name/%s: equal but for the name',
  async (name) => {
    const graph = await keras(`inputdata_name/${name}.h5`);
    const network = convertModel(graph, { inputIsImage: false, inputScaling: [15, 0] });
    const theirs = readFbz(file(`inputdata_name/${name}.fbz`), 'theirs.fbz');
    expect(exact(network)).toEqual(exact(withNameOf(theirs, network)));
  },
);

it.each(exactCases.filter((name) => /^(reshape|average)_/.test(name)))(
  '%s: the quantized model and the network agree, layer by layer',
  async (name) => {
    const { options } = askedOf(name);
    const graph = await keras(`${name}/quantized.h5`);
    const compared = await compareModels(
      graph,
      convertModel(graph, options),
      imagesOf(name),
      options,
    );
    expect(compared.firstParting).toBeNull();
  },
);

it.each(['padding_value_-1', 'padding_value_-51', 'padding_value_256', 'padding_value_600'])(
  '%s: told, and converted all the same',
  async (name) => {
    const found = checkModel(await keras(`${name}/quantized.h5`), askedOf(name).options);
    expect(found.filter(({ severity }) => severity !== 'info').map(({ code }) => code)).toEqual([
      'rule/padding-value',
    ]);
  },
);

it.each([
  ['hw_gap_too_large', 'rule/hw-gap-memory conv2d_1'],
  ['hw_one_channel_24', 'rule/hw-one-channel conv2d'],
  ['hw_one_channel_mid', 'rule/hw-one-channel conv2d_1'],
  ['hw_pool_overlap_split', 'rule/hw-split-pool conv2d_1'],
  ['hw_stride_pool_split', 'rule/hw-split-stride conv2d_1'],
])('%s: the device says no, and so do we, for its reason', async (name, expected) => {
  const { options } = askedOf(name);
  const graph = await keras(`${name}/quantized.h5`);
  const told = [checkModel(graph, options), checkAkidaModel(convertModel(graph, options))];
  for (const found of told) {
    const errors = found.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, where }) => `${code} ${where.layer}`)).toEqual([expected]);
  }
});
