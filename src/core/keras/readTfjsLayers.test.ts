import { describe, expect, it } from 'vitest';

import { isJsonObject, type Json } from '../ir/json.ts';
import { damagedOutcomes, fieldFolder, graphOf, refusal, weightIn } from '../testing/doors.ts';
import { goldenTfjs } from '../testing/tfjsModel.ts';
import { weightFilesOf, type ModelFile } from './modelFile.ts';
import { readModel } from './readModel.ts';

const real = fieldFolder('k24_t_real_optimizer');

function jsonOf(files: readonly ModelFile[]): Record<string, Json> {
  const json = files.find(({ name }) => name === 'model.json');
  return JSON.parse(new TextDecoder().decode(json?.bytes)) as Record<string, Json>;
}

function withJson(files: readonly ModelFile[], json: Json): readonly ModelFile[] {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return files.map((file) => (file.name === 'model.json' ? { ...file, bytes } : file));
}

describe('optimizer weights in the manifest', () => {
  it('the field file opens: the model has its own weights alone', async () => {
    const graph = await graphOf(...real);
    const data = real.find(({ name }) => name === 'weights.bin')?.bytes.slice().buffer;
    const values = [...new Float32Array(data ?? new ArrayBuffer(0))];
    expect(weightIn(graph, 'c1', 'kernel')).toEqual(values.slice(0, 36));
    expect(weightIn(graph, 'd', 'bias')).toEqual(values.slice(40 + 576 * 3, 40 + 576 * 3 + 3));
    expect(graph.layers.flatMap(({ weights }) => Object.keys(weights))).toHaveLength(4);
  });

  it('in a group of its own', async () => {
    const json = jsonOf(real);
    const [group] = json['weightsManifest'] as readonly Json[];
    const { weights } = isJsonObject(group) ? group : {};
    const specs = weights as readonly Json[];
    const manifest = [
      { paths: ['weights.bin'], weights: specs.slice(0, 4) },
      { paths: ['optimizer.bin'], weights: specs.slice(4) },
    ];
    const [bytes] = real.filter(({ name }) => name === 'weights.bin');
    const own = 4 * (40 + 576 * 3 + 3);
    const graph = await graphOf(
      ...withJson(
        real.filter(({ name }) => name === 'model.json'),
        { ...json, weightsManifest: manifest },
      ),
      { name: 'weights.bin', bytes: bytes?.bytes.slice(0, own) ?? new Uint8Array() },
      { name: 'optimizer.bin', bytes: bytes?.bytes.slice(own) ?? new Uint8Array() },
    );
    expect(graph.layers.map(({ weights }) => weights)).toEqual(
      (await graphOf(...real)).layers.map(({ weights }) => weights),
    );
  });

  it('in front of the weights of the model', async () => {
    const files = await goldenTfjs('mnist/mnist_float.h5');
    const json = jsonOf(files);
    const [group] = json['weightsManifest'] as readonly { paths: Json; weights: Json[] }[];
    const iter = { name: 'iter', shape: [], dtype: 'int32', group: 'optimizer' };
    const manifest = [{ ...group, weights: [iter, ...(group?.weights ?? [])] }];
    const [, shard] = files;
    const bytes = new Uint8Array([7, 0, 0, 0, ...(shard?.bytes ?? [])]);
    const graph = await graphOf(
      ...withJson(files, { ...json, weightsManifest: manifest }).slice(0, 1),
      { name: shard?.name ?? '', bytes },
    );
    expect(graph.layers).toEqual((await graphOf(...files)).layers);
  });
});

describe('true reasons', () => {
  it('a missing weight file is named', async () => {
    const files = fieldFolder('k24_t_missingshard');
    expect(await refusal(...files)).toBe('keras/missing-weight-files');
    await expect(readModel(files)).rejects.toThrow('"a.bin"');
  });

  it('all missing ones are named, of many', async () => {
    const [json, ...shards] = await goldenTfjs('mnist/mnist_float.h5', { shardBytes: 50_000 });
    if (!json) throw new Error('no model.json');
    const error = readModel([json, ...shards.slice(2)]);
    await expect(error).rejects.toThrow(/shard1of\d+\.bin", "group1-shard2of/);
  });

  it('a file that is too short', async () => {
    const files = fieldFolder('k24_t_short');
    expect(await refusal(...files)).toBe('keras/short-weights');
    await expect(readModel(files)).rejects.toThrow(/end within the weight "(d|b1)\//);
    const cut = real.map(({ name, bytes }) => ({
      name,
      bytes: name.endsWith('.bin') ? bytes.slice(0, 100) : bytes,
    }));
    expect(await refusal(...cut)).toBe('keras/short-weights');
  });

  it('a graph model is told as one, with its files or without', async () => {
    const files = fieldFolder('k24_t_graph_noshard');
    expect(await refusal(...files)).toBe('keras/other-format');
    expect(weightFilesOf(files[0]?.bytes ?? new Uint8Array())).toEqual([]);
    const shard = { name: 'g.bin', bytes: new Uint8Array(8) };
    await expect(readModel([...files, shard])).rejects.toThrow(/graph model/);
  });
});

it('500 damaged models with optimizer weights end with a model or a StudioError', async () => {
  const json = jsonOf(real);
  const seen = await damagedOutcomes(500, ({ random, bytes: damage, json: damageJson }) =>
    random() < 0.7
      ? withJson(real, damageJson(json))
      : real.map(({ name, bytes }) => ({ name, bytes: damage(bytes) })),
  );
  expect([...seen]).toEqual(expect.arrayContaining(['read', 'keras/short-weights']));
});
