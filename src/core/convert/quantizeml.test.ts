import { describe, expect, test } from 'vitest';
import { readNpy, readNpz } from '../data/readNpy.ts';
import { decodeModel, readFbz } from '../fbz/readFbz.ts';
import { unpackSnappy } from '../fbz/snappyBlock.ts';
import { QUANTIZER_VERSION, writeFbz } from '../fbz/writeFbz.ts';
import { runGraph } from '../forward/runner.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { simulate } from '../simulate/simulator.ts';
import { exact, expectSameArray } from '../testing/exact.ts';
import { modernFile, modernModels } from '../testing/modernFiles.ts';
import { tensor } from '../tensor/tensor.ts';
import { convertModel } from './convertModel.ts';

async function open(path: string): Promise<ModelGraph> {
  const loaded = await readModel([{ name: path, bytes: modernFile(path) }]);
  if (loaded.kind !== 'keras') throw new Error('a Keras model');
  return loaded.graph;
}

/** What a model converts to is the toolkit's file, parameter by parameter and byte by byte. */
function expectFile(graph: ModelGraph, path: string): void {
  const theirs = decodeModel(unpackSnappy(modernFile(path), path), path);
  const ours = decodeModel(unpackSnappy(writeFbz(convertModel(graph)), path), path);
  expect(exact(ours)).toEqual(exact({ ...theirs, version: QUANTIZER_VERSION }));
}

describe.each(modernModels())('%s', (name) => {
  const file = (part: string) => `${name}/${part}`;

  test('converts to the file of the toolkit 2.19', async () => {
    expectFile(await open(file('quantized.h5')), file('model.fbz'));
  });

  test('runs as the runtime 2.19 runs it, integer by integer', async () => {
    const model = convertModel(await open(file('quantized.h5')));
    const inputs = readNpy(modernFile(file('inputs.npy')), 'inputs.npy');
    const { data } = inputs;
    const images = tensor(data instanceof Float32Array ? data : new Uint8Array(data), inputs.shape);
    const { layers } = await simulate(model, images, { layers: 'all' });
    const expected = readNpz(modernFile(file('layers.npz')), 'layers.npz');
    expect(layers.map((layer) => layer.name)).toEqual([...expected.keys()]);
    for (const layer of layers) {
      expectSameArray(layer.output?.data, expected.get(layer.name)?.data, layer.name);
    }
  });

  test('predicts as QuantizeML does', async () => {
    const graph = await open(file('quantized.h5'));
    const inputs = readNpy(modernFile(file('inputs.npy')), 'inputs.npy');
    const { outputs } = await runGraph(graph, tensor(new Float32Array(inputs.data), inputs.shape));
    const expected = readNpy(modernFile(file('keras_output.npy')), 'keras_output.npy');
    const largest = Math.max(...Array.from(expected.data, Math.abs));
    const worst = Math.max(
      ...Array.from(expected.data, (value, i) => Math.abs(value - (outputs[0]?.data[i] ?? NaN))),
    );
    expect(worst / largest).toBeLessThan(FLOAT32);
  });
});

/** One float32 product a head potential where QuantizeML takes three: relative to the largest output. */
const FLOAT32 = 1e-6;

test.each(['given/q_v1.h5', 'given/q_v1.keras'])('%s: the file and the integers', async (path) => {
  const graph = await open(path);
  expectFile(graph, 'given/q_v1.fbz');
  expect(exact(convertModel(graph).layers)).toEqual(
    exact(readFbz(modernFile('given/q_v1.fbz'), 'q_v1.fbz').layers),
  );
});
