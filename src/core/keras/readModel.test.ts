import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { JsonObject } from '../ir/json.ts';
import { goldenCases, goldenFile, goldenFiles, hasGoldenFile } from '../testing/golden.ts';
import { mobileNet } from '../testing/largeModels.ts';
import { tfjsModel } from '../testing/tfjsModel.ts';
import { withHdf5 } from './hdf5File.ts';
import { createHdf5 } from './writeKerasH5.ts';
import { readModel, type KerasModel, type ModelFile } from './readModel.ts';

async function read(name: string): Promise<KerasModel> {
  return keras([{ name, bytes: goldenFile(name) }]);
}

async function keras(files: readonly ModelFile[]): Promise<KerasModel> {
  const model = await readModel(files);
  if (model.kind !== 'keras') throw new Error('no Keras model');
  return model;
}

function names(graph: ModelGraph): readonly string[] {
  return graph.layers.map(({ name }) => name);
}

const caseFiles = (['fuzz', 'named', 'shapes'] as const).flatMap((family) =>
  goldenCases(family).flatMap((folder) =>
    ['float.h5', 'quantized.h5'].map((name) => `${folder}/${name}`).filter(hasGoldenFile),
  ),
);
const keras2Files = [
  ...caseFiles,
  ...['mnist', 'cifar', 'compat', 'keras2'].flatMap((folder) => goldenFiles(folder, '.h5')),
];
const keras3Files = goldenFiles('keras3', '.h5').filter((path) => !path.endsWith('.weights.h5'));

describe('every golden model reads', () => {
  it.each(keras2Files)('%s', async (path) => {
    const { format, version, graph } = await read(path);
    expect([format, version]).toEqual(['keras2-h5', '2.10.0']);
    expect(graph.layers.length).toBeGreaterThan(1);
  });

  it.each(keras3Files)('%s', async (path) => {
    const { format, version } = await read(path);
    expect([format, version]).toEqual(['keras3-h5', '3.15.1']);
  });

  it.each(goldenFiles('keras3', '.keras'))('%s has the weights of its .h5 twin', async (path) => {
    const zip = await read(path);
    const h5 = await read(path.replace('.keras', '.h5'));
    expect([zip.format, zip.version]).toEqual(['keras3-zip', '3.15.1']);
    expect(names(zip.graph)).toEqual(names(h5.graph));
    for (const [i, node] of zip.graph.layers.entries()) {
      const twin = h5.graph.layers[i];
      expect(node.weights, node.name).toEqual(twin?.weights);
      expect([node.config, node.calls, node.scope], node.name).toEqual([
        twin?.config,
        twin?.calls,
        twin?.scope,
      ]);
    }
  });

  it.each(goldenCases('named'))('%s/model.fbz', async (folder) => {
    const name = `${folder}/model.fbz`;
    const model = await readModel([{ name, bytes: goldenFile(name) }]);
    expect(model.kind).toBe('akida');
  });
});

describe('structure', () => {
  it('a nested model is flattened: inner names, scope, and no inner InputLayers', async () => {
    const { graph } = await read('keras3/nested.keras');
    expect(graph.name).toBe('nested_net');
    expect(graph.layers.map(({ name, scope }) => [...scope, name].join('/'))).toEqual([
      'image',
      ...['conv_0', 'bn_0', 'relu_0', 'sep_1', 'pool_1', 'bn_1', 'relu_1'].map(
        (name) => `features/${name}`,
      ),
      'classifier/flat',
      'classifier/head',
    ]);
    expect(graph.layers.at(1)?.calls).toEqual([[{ layer: 'image', call: 0, output: 0 }]]);
    expect(graph.outputs).toEqual([{ layer: 'head', call: 0, output: 0 }]);
  });

  it('a shared layer has one node and a list of inputs for each call', async () => {
    const { graph } = await read('compat/shared_layer.h5');
    const shared = graph.layers.filter(({ calls }) => calls.length > 1);
    expect(shared.map(({ calls }) => calls.length)).toEqual([2]);
  });

  it('several inputs and outputs keep their order', async () => {
    expect((await read('compat/two_inputs.h5')).graph.inputs).toHaveLength(2);
    expect((await read('compat/two_outputs.h5')).graph.outputs).toHaveLength(2);
  });

  it('a layer of unknown type is a node with its configuration and its weights', async () => {
    const { graph } = await read('compat/lstm.h5');
    const lstm = graph.layers.find(({ className }) => className === 'LSTM');
    expect(lstm?.config).toEqual({});
    expect(lstm?.serialized['units']).toBeTypeOf('number');
    expect(Object.keys(lstm?.weights ?? {})).toEqual([
      'lstm_cell/kernel',
      'lstm_cell/recurrent_kernel',
      'lstm_cell/bias',
    ]);
  });

  it('a MobileNet of 17 MB', async () => {
    const { graph } = await keras([{ name: 'mobilenet.h5', bytes: await mobileNet() }]);
    const count = graph.layers
      .flatMap(({ weights }) => Object.values(weights))
      .reduce((sum, { data }) => sum + data.length, 0);
    expect(count).toBe(4_253_864);
  });
});

describe('TensorFlow.js layers models', () => {
  const source = 'fuzz/fuzz_21_00/quantized.h5';

  async function golden(): Promise<{ config: JsonObject; graph: ModelGraph }> {
    const bytes = goldenFile(source);
    const text = await withHdf5(bytes, (h5) => h5.strings('/', 'model_config')?.[0] ?? '');
    return { config: JSON.parse(text) as JsonObject, graph: (await read(source)).graph };
  }

  it('reads equal to the .h5, weights over several files in any order', async () => {
    const { config, graph } = await golden();
    const files = tfjsModel(config, graph, { shardBytes: 1000 });
    expect(files.length).toBeGreaterThan(3);
    const model = await keras(files.toReversed());
    expect([model.format, model.version]).toEqual(['tfjs-layers', '2.10.0']);
    expect(model.graph).toEqual(graph);
  });

  it.each([
    // Half a step of 255, or of 65535, over the range of the values; half precision has 11 bits.
    ['uint8', 0.5 / 255],
    ['uint16', 0.5 / 65_535],
    ['float16', 2 ** -10],
  ] as const)('widens %s weights', async (quantize, tolerance) => {
    const { config, graph } = await golden();
    const model = await keras(tfjsModel(config, graph, { quantize }));
    for (const [i, { weights }] of graph.layers.entries()) {
      for (const [name, { data }] of Object.entries(weights)) {
        const found = model.graph.layers[i]?.weights[name]?.data ?? new Float32Array();
        const range = Math.max(...data) - Math.min(...data);
        const error = data.map((value, k) => Math.abs(value - (found[k] ?? NaN)));
        expect(Math.max(...error)).toBeLessThanOrEqual(range * tolerance * 1.001);
      }
    }
  });
});

describe('what is no model says so', () => {
  /** What a person sees of an error, line by line. */
  async function refusal(...files: readonly ModelFile[]): Promise<string> {
    const error: unknown = await readModel(files).then(
      () => new Error('it read'),
      (reason: unknown) => reason,
    );
    if (!isStudioError(error)) throw error;
    return error.diagnostics
      .map(({ code, title, where, message, expected, received, hint }) =>
        [
          `[${code}] ${title}`,
          `at ${Object.values(where).join(' ')}`,
          message,
          `expected ${expected ?? ''}`,
          `got ${received ?? ''}`,
          hint,
        ].join('\n'),
      )
      .join('\n');
  }
  const file = (name: string, content: string | Uint8Array): ModelFile => ({
    name,
    bytes: typeof content === 'string' ? Uint8Array.from(content, (c) => c.charCodeAt(0)) : content,
  });
  const zip = (name: string, entries: readonly string[]) =>
    file(name, zipSync(Object.fromEntries(entries.map((entry) => [entry, new Uint8Array(1)]))));
  const json = (name: string, value: unknown) => file(name, JSON.stringify(value));
  const dense = (config: object) => ({
    modelTopology: {
      class_name: 'Sequential',
      config: { name: 'm', layers: [{ class_name: 'Dense', config: { name: 'd', ...config } }] },
    },
    weightsManifest: [{ paths: [], weights: [] }],
  });

  it('other formats', async () => {
    const files = [
      file('empty.h5', ''),
      file('random.bin', '\x07\x01\x02\x03\x04\x05\x06\x07\x08\x09'),
      file('model.tflite', '\x1c\0\0\0TFL3\x14\0'),
      file('model.onnx', '\x08\x07\x12\x07pytorch\x1a\x03'),
      file('saved_model.pb', '\x08\x01\x12\xb4\x9a\x02'),
      file('frozen.pb', '\x0a\x1b\x0a\x05input\x12\x0bPlaceholder'),
      file('old.pt', '\x80\x02\x8a\x0al\xfc\x9c.'),
      zip('model.pt', ['archive/data.pkl', 'archive/data/0']),
      zip('images.npz', ['x.npy', 'y.npy']),
      zip('saved.zip', ['saved_model.pb', 'variables/variables.index']),
      zip('web.zip', ['model.json', 'group1-shard1of1.bin']),
      zip('other.zip', ['readme.txt']),
      file('image.npy', '\x93NUMPY\x01\0v\0'),
      file('model.tgz', '\x1f\x8b\x08\0'),
      file('old_saved_model.pb', '\x08\x01\x12\xb4\x9a\x02{"class_name": "Sequential"}'),
      file('model.tar', `model.h5${'\0'.repeat(249)}ustar\x0000`),
      file('model.7z', '7z\xbc\xaf\x27\x1c\0\x04'),
      file('model.rar', 'Rar!\x1a\x07\x01\0'),
      file('model.tar.xz', '\xfd7zXZ\0\0\x04'),
      file('model.tar.bz2', 'BZh91AY&SY'),
      file('weights.index', `\0\x01${'\0'.repeat(60)}\x57\xfb\x80\x8b\x24\x75\x47\xdb`),
      file('weights.data-00000-of-00001', '\x07\x01\x02\x03\x04\x05\x06\x07'),
      file('group1-shard1of1.bin', '\x07\x01\x02\x03\x04\x05\x06\x07'),
      file('weights_manifest.json', '[{"paths": ["group1-shard1of1"], "weights": []}]'),
      file('model.yaml', 'backend: tensorflow\nclass_name: Sequential\nconfig: {}\n'),
      file('lfs.h5', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
      file('page.h5', '<!DOCTYPE html><html></html>'),
      json('package.json', { name: 'x' }),
      json('graph.json', { format: 'graph-model', modelTopology: {}, weightsManifest: [] }),
    ];
    const texts = await Promise.all(files.map((one) => refusal(one)));
    await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('fixtures/otherFormats.txt');
  });

  it('models that are not whole, and models that are damaged', async () => {
    const weights = 'keras3/weights_only.weights.h5';
    const good = goldenFile('keras3/sequential.h5');
    const keras1 = await createHdf5((h5) => {
      h5.writeText('/', 'model_config', '{}');
      h5.writeText('/', 'keras_version', '1.2.2');
    });
    const subclassed = await createHdf5((h5) => {
      h5.writeText('/', 'model_config', '{"class_name": "MyNet", "config": {}}');
    });
    const bare = await createHdf5((h5) => {
      h5.createGroup('/', 'entry');
    });
    const keras213 = await createHdf5((h5) => {
      h5.createGroup('/', '_layer_checkpoint_dependencies/dense/vars');
    });
    const configOnly = {
      'config.json': strToU8(JSON.stringify(dense({ units: 2 }).modelTopology)),
      'metadata.json': strToU8('{"keras_version": "2.13.1"}'),
    };
    const oneWeight = { name: 'd/kernel', shape: [4, 2], dtype: 'float32' };
    const shaped = dense({ units: 2, use_bias: false, batch_input_shape: [null, 4] });
    const manifest = (spec: object, paths: readonly string[] = ['w.bin']) => ({
      ...shaped,
      weightsManifest: [{ paths, weights: [{ ...oneWeight, ...spec }] }],
    });
    const shard = file('w.bin', new Uint8Array(32));
    const cases: readonly (readonly ModelFile[])[] = [
      [],
      [file('a.h5', good), file('b.h5', good)],
      [file('weights_only.weights.h5', goldenFile(weights))],
      [file('keras1.h5', keras1)],
      [file('subclassed.h5', subclassed)],
      [file('entry.h5', bare)],
      [file('cut.h5', good.subarray(0, 4000))],
      [file('cut.keras', goldenFile('keras3/sequential.keras').subarray(0, 4000))],
      [zip('parts.keras', ['config.json', 'metadata.json'])],
      [
        file(
          'cutconfig.keras',
          zipSync({ 'config.json': strToU8('{'), 'model.weights.h5': keras1 }),
        ),
      ],
      [file('keras213.keras', zipSync({ ...configOnly, 'model.weights.h5': keras213 }))],
      [json('model.json', dense({ units: 2 }))],
      [json('model.json', dense({ units: 'many', batch_input_shape: [null, 4] }))],
      [json('model.json', dense({ units: 2, batch_input_shape: [null, null] }))],
      [json('model.json', shaped)],
      [json('model.json', manifest({}))],
      [json('model.json', manifest({ shape: [3, 2] })), shard],
      [json('model.json', manifest({ shape: [400, 200] })), shard],
      [json('model.json', manifest({ dtype: 'string' })), shard],
      [json('model.json', manifest({ name: 'other/kernel' })), shard],
    ];
    const texts: string[] = [];
    for (const files of cases) texts.push(await refusal(...files));
    await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('fixtures/damagedModels.txt');
  });
});
