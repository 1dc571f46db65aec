import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../check/checkModel.ts';
import { isStudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import type { QuantizemlConfig } from '../layers/quantizemlConfig.ts';
import { buildChain } from '../testing/buildChain.ts';
import { goldenFile } from '../testing/golden.ts';
import { conv, dense, flatten, norm, relu } from '../testing/layerSpecs.ts';
import { modernFile } from '../testing/modernFiles.ts';
import { goldenTfjs } from '../testing/tfjsModel.ts';
import { withHdf5 } from './hdf5File.ts';
import { readModel, type KerasModel, type ModelFile } from './readModel.ts';
import { writeKerasH5 } from './writeKerasH5.ts';

// Files as people have them, one for each kind of fault that real ones showed, and siblings of each kind.

const field = (name: string): ModelFile => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(`../../fixtures/field/${name}`, import.meta.url))),
});

async function keras(...files: readonly ModelFile[]): Promise<KerasModel> {
  const model = await readModel(files);
  if (model.kind !== 'keras') throw new Error('no Keras model');
  return model;
}

async function refusal(...files: readonly ModelFile[]): Promise<Diagnostic> {
  try {
    await readModel(files);
  } catch (error) {
    if (isStudioError(error) && error.diagnostics[0]) return error.diagnostics[0];
    throw error;
  }
  throw new Error('it opened');
}

/** A model.json of a chain behind an input of (8, 8, 3), with weights of zeros. */
function tfjs(
  layers: readonly JsonObject[],
  weights: readonly JsonObject[],
  text = JSON.stringify,
) {
  const config = { name: 'm', layers: layers as readonly Json[] };
  const sizes = weights.map(({ shape }) => (shape as number[]).reduce((a, b) => a * b, 4));
  const model = {
    modelTopology: { class_name: 'Sequential', config, keras_version: '2.10.0' },
    weightsManifest: [{ paths: ['w.bin'], weights }],
  };
  const bytes = new Uint8Array(sizes.reduce((a, b) => a + b, 0));
  return [
    { name: 'model.json', bytes: strToU8(text(model)) },
    { name: 'w.bin', bytes },
  ];
}

const weight = (name: string, ...shape: number[]) => ({ name, shape, dtype: 'float32' });
const conv2d = (more: JsonObject = {}): JsonObject => ({
  class_name: 'Conv2D',
  config: { name: 'c', filters: 2, kernel_size: 3, batch_input_shape: [null, 8, 8, 3], ...more },
});
const convWeights = [weight('c/kernel', 3, 3, 3, 2), weight('c/bias', 2)];
const firstConfig = ({ graph }: KerasModel) => graph.layers[1]?.config;

describe('what Python takes for true, and words in any case', () => {
  it('k01: scale 1', async () => {
    const { graph } = await keras(field('k01_bn_scale_int.h5'));
    const found = graph.layers.find(({ className }) => className === 'BatchNormalization');
    expect(found?.config).toMatchObject({ scale: true });
  });

  it.each([
    [
      { use_bias: 1, padding: 'SAME' },
      { useBias: true, padding: 'same' },
    ],
    [{ data_format: 'Channels_Last' }, { dataFormat: 'channels_last' }],
  ])('%j', async (written, read) => {
    expect(firstConfig(await keras(...tfjs([conv2d(written)], convWeights)))).toMatchObject(read);
  });

  it.each([{ use_bias: 2 }, { padding: 'samee' }])('%j is refused', async (written) => {
    const { code } = await refusal(...tfjs([conv2d(written)], convWeights));
    expect(code).toBe('keras/bad-parameter');
  });
});

describe('NaN and Infinity in a configuration', () => {
  it('k02: of an initializer', async () => {
    const { graph } = await keras(field('k02_initializer_nan.h5'));
    expect(graph.layers.length).toBeGreaterThan(2);
  });

  it.each(['NaN', 'Infinity', '-Infinity'])('%s, and the same word in a name', async (bare) => {
    const named = { name: 'c', bias_initializer: { config: { value: '@' } }, note: `[${bare}]` };
    const text = (value: unknown) => JSON.stringify(value).replaceAll('"@"', bare);
    const model = await keras(...tfjs([conv2d(named)], convWeights, text));
    expect(model.graph.layers[1]?.serialized).toMatchObject({
      bias_initializer: { config: { value: null } },
      note: `[${bare}]`,
    });
  });
});

describe('a weight that no layer owns', () => {
  it('k04: is named with its layer', async () => {
    const { code, where } = await refusal(field('k04_unused_weight.h5'));
    expect(code).toBe('keras/unused-weight');
    expect(where.layer).toBeDefined();
  });

  it.each([
    ['a bias without use_bias', { use_bias: false }, convWeights],
    ['a second kernel', {}, [...convWeights, weight('c/kernel_1', 3, 3, 3, 2)]],
  ])('%s', async (_, config, weights) => {
    const { code, where } = await refusal(...tfjs([conv2d(config)], weights));
    expect([code, where.layer]).toEqual(['keras/unused-weight', 'c']);
  });
});

it.each([512, 4096, 65536])('a user block of %i bytes before the HDF5 file', async (size) => {
  const plain = goldenFile('mnist/mnist_float.h5');
  const bytes = new Uint8Array(size + plain.length);
  bytes.set(plain, size);
  const { graph } = await keras({ name: 'a.h5', bytes });
  expect(graph).toEqual((await keras({ name: 'a.h5', bytes: plain })).graph);
});

it('k05: a user block', async () => {
  expect((await keras(field('k05_userblock4096.h5'))).graph.layers.length).toBeGreaterThan(2);
});

describe('what a download left', () => {
  it.each([
    ['<!doctype html>\n<html lang="en"></html>', 'a web page'],
    ['\n  <HTML><body>Sign in</body>', 'a web page'],
    ['404: Not Found', 'the answer of a server that has no such file'],
    ['Not Found\n', 'the answer of a server that has no such file'],
    ['<?xml version="1.0"?>\n<Error><Code>NoSuchKey</Code></Error>', 'the answer of a server'],
  ])('%j', async (text, what) => {
    const { code, received } = await refusal({ name: 'm.h5', bytes: strToU8(text) });
    expect(code).toBe('keras/other-format');
    expect(received).toContain(what);
  });
});

describe('an archive with one model inside', () => {
  const h5 = goldenFile('mnist/mnist_float.h5');
  const litter = { '__MACOSX/._m.h5': strToU8('x'), 'a/.DS_Store': strToU8('x') };

  it('k07: opens', async () => {
    expect((await keras(field('k07_zip_with_model.zip'))).format).toBe('keras2-h5');
  });

  it.each([
    [
      'an .h5 and what a Mac adds',
      { ...litter, 'a/readme.txt': strToU8('x'), 'a/m.h5': h5 },
      'keras2-h5',
    ],
    ['a .keras', { 'm.keras': goldenFile('keras3/sequential.keras') }, 'keras3-zip'],
  ])('%s', async (_, entries, format) => {
    const { format: found } = await keras({ name: 'a.zip', bytes: zipSync(entries) });
    expect(found).toBe(format);
  });

  it('a TensorFlow.js model', async () => {
    const files = await goldenTfjs('mnist/mnist_float.h5');
    const entries = Object.fromEntries(files.map(({ name, bytes }) => [`web/${name}`, bytes]));
    const { format } = await keras({ name: 'a.zip', bytes: zipSync(entries) });
    expect(format).toBe('tfjs-layers');
  });

  it('two models are not one', async () => {
    const { code } = await refusal({ name: 'a.zip', bytes: zipSync({ 'a.h5': h5, 'b.h5': h5 }) });
    expect(code).toBe('keras/other-format');
  });
});

describe('an .fbz of another generation', () => {
  it.each([
    ['k09_akida_2.1_no_version.fbz', 'fbz/older-runtime'],
    ['k09_akida2.fbz', 'fbz/other-generation'],
  ])('%s', async (name, code) => {
    expect((await refusal(field(name))).code).toBe(code);
  });
});

it('k16: NaN in a weight is found at check, with layer, weight and count', async () => {
  const { graph } = await keras(field('k16_nan_weight.h5'));
  const [found] = checkModel(graph).filter(({ code }) => code === 'rule/finite-weights');
  expect(found).toMatchObject({ severity: 'error' });
  expect(found?.message).toMatch(/The weight "(kernel|bias)" of "\w+" holds \d+ of \d+ values/);
});

describe('mixed precision is written as float32', () => {
  const dtypes = async (bytes: Uint8Array) => {
    const text = await withHdf5(bytes, (h5) => h5.strings('/', 'model_config')?.[0] ?? '');
    return new Set([...text.matchAll(/"dtype":("[^"]*"|\{)/g)].map(([, type]) => type));
  };

  it('k20: mixed_float16', async () => {
    const { graph } = await keras(field('k20_mixed_float16.h5'));
    expect(await dtypes(await writeKerasH5(graph))).toEqual(new Set(['"float32"']));
  });

  it.each<Json>([
    'bfloat16',
    { class_name: 'Policy', config: { name: 'mixed_bfloat16' } },
    { class_name: 'DTypePolicy', config: { name: 'mixed_float16' } },
  ])('%j', async (dtype) => {
    const layers = [conv('c', { dtype }), norm('n', { dtype }), relu('r', { dtype })];
    const graph = buildChain([8, 8, 3], [...layers, flatten('f'), dense('d', { dtype })]);
    expect(await dtypes(await writeKerasH5(graph))).toEqual(new Set(['"float32"']));
  });
});

describe('models of other tools', () => {
  it('k22: QuantizeML, with its bits', async () => {
    const { code, message, hint } = await refusal(field('k22_quantizeml_akida2.h5'));
    expect(code).toBe('keras/other-tool');
    expect(message).toContain('QuantizeML for Akida 2.0 (weights of 4 and 8 bits)');
    expect(hint).toContain('float Keras model');
  });

  it('QuantizeML for Akida 1.0 with last_output_bits says what stands against it', async () => {
    const { graph } = await keras({
      name: 'gap_head.h5',
      bytes: modernFile('gap_head/quantized.h5'),
    });
    const layers = graph.layers.map((node) => {
      const config = node.serialized['quant_config'];
      if (node.className !== 'Custom>QuantizedDense' || !isJsonObject(config)) return node;
      // As quantizeml 1.2.5 writes it with last_output_bits=8.
      const output = { bitwidth: 8, buffer_bitwidth: 32, scale_bits: 8 };
      const quantConfig = { ...config, output_quantizer: output };
      const serialized = { ...node.serialized, quant_config: quantConfig };
      const { quantizer } = node.config as { readonly quantizer: QuantizemlConfig };
      const changed = { ...node.config, quantizer: { ...quantizer, source: quantConfig } };
      return { ...node, serialized, config: changed };
    });
    const { code, message, hint } = await refusal({
      name: 'q.h5',
      bytes: await writeKerasH5({ ...graph, layers }),
    });
    expect(code).toBe('keras/quantizeml-last-output');
    expect(message).toContain('to 8 bits (last_output_bits)');
    expect(hint).toContain('without last_output_bits');
  });

  it.each([
    ['QConv2D', 'QKeras'],
    ['QuantizeWrapperV2', 'fake quantization'],
    ['PruneLowMagnitude', 'prunes'],
    ['HConv2D', 'HGQ'],
  ])('%s', async (className, tool) => {
    const layer = { ...conv2d(), class_name: className };
    const { code, message } = await refusal(...tfjs([layer], []));
    expect(code).toBe('keras/other-tool');
    expect(message).toContain(tool);
  });
});
