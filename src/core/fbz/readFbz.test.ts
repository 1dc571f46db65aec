import { Builder } from 'flatbuffers';
import { describe, expect, test } from 'vitest';
import type { AkidaModel } from '../akida/model.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import { damaged, outcomeOf, seededRandom } from '../testing/damage.ts';
import { exact } from '../testing/exact.ts';
import { goldenCases, goldenFile, goldenFiles } from '../testing/golden.ts';
import { decodeModel, readFbz } from './readFbz.ts';
import { encodeModel, FBZ_VERSION, writeFbz } from './writeFbz.ts';
import type { FileLayer, FileModel } from './fileLayer.ts';
import { Layer } from './generated/layer.ts';
import { Model } from './generated/model.ts';
import { packSnappy, unpackSnappy } from './snappyBlock.ts';

const caseFiles = (['fuzz', 'named', 'shapes'] as const).flatMap((family) =>
  goldenCases(family).map((folder) => `${folder}/model.fbz`),
);
const files = [...caseFiles, ...goldenFiles('mnist', '.fbz'), ...goldenFiles('cifar', '.fbz')];

describe('golden files', () => {
  test.each(files)('%s: what we write holds the same parameters and variables', (path) => {
    const bytes = goldenFile(path);
    const model = readFbz(bytes, path);
    const written = writeFbz(model);
    expect(exact(readFbz(written, path))).toEqual(exact({ ...model, version: FBZ_VERSION }));
    const content = decodeModel(unpackSnappy(bytes, path), path);
    const ours = decodeModel(unpackSnappy(written, path), path);
    expect(exact(ours)).toEqual(exact({ ...content, version: FBZ_VERSION }));
    // Map equality does not look at the order, which runtimes rely on.
    expect(ours.layers.map(keysOf)).toEqual(content.layers.map(keysOf));
  });

  test('spatial sizes keep their order', () => {
    const { layers } = readFbz(goldenFile('shapes/kernel_3x5_input/model.fbz'), 'model.fbz');
    expect(layers[0]).toMatchObject({ kind: 'InputConvolutional', kernelSize: [3, 5] });
  });
});

function keysOf(layer: FileLayer) {
  return [[...layer.params.keys()], [...layer.variables.keys()]];
}

/** A golden model with one thing changed in the file. */
function changed(path: string, change: (model: FileModel) => FileModel): Uint8Array {
  return packSnappy(encodeModel(change(decodeModel(unpackSnappy(goldenFile(path), path), path))));
}

/** The MNIST model: InputConvolutional, more layers, FullyConnected. */
const MNIST = 'mnist/mnist_qat_iq8_wq4_aq4.fbz';

function withLayer(index: number, change: (layer: FileLayer) => Partial<FileLayer>) {
  return (model: FileModel): FileModel => ({
    ...model,
    layers: model.layers.map((layer, i) => (i === index ? { ...layer, ...change(layer) } : layer)),
  });
}
const withParam = (index: number, name: string, value: number) =>
  withLayer(index, ({ params }) => ({ params: new Map(params).set(name, value) }));
const withoutParam = (index: number, name: string) =>
  withLayer(index, ({ params }) => ({
    params: new Map([...params].filter(([key]) => key !== name)),
  }));
const withData = (index: number, name: string, bytes: readonly number[]) =>
  withLayer(index, ({ variables }) => {
    const variable = variables.get(name);
    if (!variable) throw new Error(`no ${name}`);
    const data = new Uint8Array(variable.data);
    data.set(bytes);
    return { variables: new Map(variables).set(name, { ...variable, data }) };
  });

describe('refuses', () => {
  test.each<[string, (model: FileModel) => FileModel, string, string]>([
    ['an older version', (m) => ({ ...m, version: '2.2.9' }), 'fbz/unsupported-version', 'version'],
    ['a strange version', (m) => ({ ...m, version: '' }), 'fbz/unsupported-version', 'version'],
    ['no layers', (m) => ({ ...m, layers: [] }), 'fbz/missing', 'layers'],
    [
      'an unknown layer type',
      withParam(1, 'layer_type', 9),
      'fbz/wrong-param',
      'params.layer_type',
    ],
    ['a missing parameter', withoutParam(0, 'stride_x'), 'fbz/missing', 'params.stride_x'],
    ['stride 0', withParam(0, 'stride_x', 0), 'fbz/wrong-param', 'params.stride_x'],
    ['8-bit activations', withParam(0, 'act_bits', 8), 'fbz/wrong-param', 'params.act_bits'],
    [
      '3-bit weights on spikes',
      withParam(1, 'weights_bits', 3),
      'fbz/wrong-param',
      'params.weights_bits',
    ],
    [
      '9-bit weights on pixels',
      withParam(0, 'weights_bits', 9),
      'fbz/wrong-param',
      'params.weights_bits',
    ],
    ['padding 2', withParam(0, 'padding', 2), 'fbz/wrong-param', 'params.padding'],
    [
      'other bits than the weights',
      withParam(0, 'weights_bits', 4),
      'fbz/wrong-variable',
      'variables["weights"]',
    ],
    [
      'more filters than weights',
      withParam(0, 'filters', 99),
      'fbz/wrong-variable',
      'variables["threshold"]',
    ],
    [
      'a kernel that does not fit',
      withParam(0, 'kernel_width', 5),
      'fbz/wrong-variable',
      'variables["weights"]',
    ],
    [
      'a weight of -128',
      withData(0, 'weights', [128]),
      'fbz/wrong-variable',
      'variables["weights"]',
    ],
    [
      'a step of NaN',
      withData(0, 'act_step', [0, 0, 192, 127]),
      'fbz/wrong-variable',
      'variables["act_step"]',
    ],
    [
      'a step of 0',
      withData(0, 'act_step', [0, 0, 0, 0]),
      'fbz/wrong-variable',
      'variables["act_step"]',
    ],
    [
      'no variables',
      withLayer(0, () => ({ variables: new Map() })),
      'fbz/missing',
      'variables["threshold"]',
    ],
    [
      'an input layer inside',
      withParam(1, 'layer_type', 2),
      'fbz/broken-chain',
      'params.layer_type',
    ],
    [
      'no input layer',
      (m) => ({ ...m, layers: m.layers.slice(1) }),
      'fbz/broken-chain',
      'params.layer_type',
    ],
    [
      'two layers of one name',
      (m) => ({ ...m, layers: [...m.layers, ...m.layers.slice(-1)] }),
      'fbz/broken-chain',
      'inbounds',
    ],
    ['a branch', withLayer(2, () => ({ inbounds: ['a', 'b'] })), 'fbz/broken-chain', 'inbounds'],
  ])('%s', (_, change, code, path) => {
    const bytes = changed(MNIST, change);
    expect(errorOf(bytes)).toEqual([{ code, path }]);
  });

  test('a kernel larger than its input', () => {
    const bytes = changed(MNIST, (model) =>
      withParam(0, 'padding', 0)(withParam(0, 'input_width', 1)(model)),
    );
    expect(outcomeOf(() => readFbz(bytes, 'm.fbz'))).toEqual(['fbz/broken-chain']);
  });
});

function errorOf(bytes: Uint8Array) {
  try {
    return readFbz(bytes, 'm.fbz');
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.map(({ code, where }) => ({
      code,
      path: where.path?.replace(/^layers\[\d\]\./, ''),
    }));
  }
}

test('takes parameters and variables that it does not know', () => {
  const bytes = changed(MNIST, (model) => ({
    ...withParam(0, 'of_the_future', 1)(model),
    version: '2.19.3',
  }));
  const expected = readFbz(goldenFile(MNIST), MNIST);
  expect(exact(readFbz(bytes, 'm.fbz'))).toEqual(exact({ ...expected, version: '2.19.3' }));
});

test('1-bit weights are written and read', () => {
  const model: AkidaModel = {
    version: FBZ_VERSION,
    layers: [
      { kind: 'InputData', name: 'in', inputShape: [1, 1, 2], inputBits: 4, inputSigned: false },
      {
        kind: 'FullyConnected',
        name: 'head',
        units: 2,
        weightBits: 1,
        weights: Int8Array.of(0, 1, 1, 0),
        activation: false,
        actBits: 1,
        threshold: Int32Array.of(0, -5),
        actStep: Float32Array.of(0.01, 2),
      },
    ],
  };
  expect(readFbz(writeFbz(model), 'm.fbz')).toEqual(model);
});

describe('damage ends in a model or a StudioError', () => {
  test('of the packed file', () => {
    const bytes = goldenFile(MNIST);
    const random = seededRandom(4);
    for (let i = 0; i < 1000; i++) outcomeOf(() => readFbz(damaged(bytes, random), 'm.fbz'));
  });

  test('of the FlatBuffer inside', () => {
    for (const path of [MNIST, 'named/dscnn_kws/model.fbz', 'named/mlp_sparse_input/model.fbz']) {
      const bytes = unpackSnappy(goldenFile(path), path);
      const random = seededRandom(5);
      for (let i = 0; i < 700; i++) {
        outcomeOf(() => readFbz(packSnappy(damaged(bytes, random)), 'm.fbz'));
      }
    }
  });

  test('in every byte of the structure of a small model', () => {
    const path = 'shapes/gap_then_dense_relu/model.fbz';
    const bytes = unpackSnappy(goldenFile(path), path);
    for (let i = 0; i < bytes.length; i++) {
      const copy = bytes.slice();
      copy[i] = (copy[i] ?? 0) ^ 0x84;
      outcomeOf(() => readFbz(packSnappy(copy), 'm.fbz'));
    }
  });
});

test('parts that are shared too often are refused before they are read', () => {
  const builder = new Builder();
  const name = builder.createString('layer');
  Layer.startLayer(builder);
  Layer.addName(builder, name);
  const layer = Layer.endLayer(builder);
  const layers = Model.createLayersVector(builder, new Array<number>(100_000).fill(layer));
  Model.startModel(builder);
  Model.addLayers(builder, layers);
  builder.finish(Model.endModel(builder));
  expect(outcomeOf(() => decodeModel(builder.asUint8Array(), 'bomb.fbz'))).toEqual([
    'fbz/damaged-flatbuffer',
  ]);
});
