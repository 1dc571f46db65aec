import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { expectSameArray } from '../testing/exact.ts';
import { goldenFile } from '../testing/golden.ts';
import { snakeCase } from './readKerasZip.ts';
import { withHdf5 } from './hdf5File.ts';
import { readModel } from './readModel.ts';
import { writeKerasZip } from './writeKerasZip.ts';

// Keras 3.15.1 (JAX) opened the files of all float models in src/fixtures/golden and of each layer in src/core/layers/fixtures, and
// computed the same: at most 1.6e-7 of the largest output, which is the order of its sums.

async function read(name: string, bytes = goldenFile(name)): Promise<ModelGraph> {
  const model = await readModel([{ name, bytes }]);
  if (model.kind !== 'keras') throw new Error('no Keras model');
  return model.graph;
}

async function codesOf(graph: ModelGraph): Promise<readonly string[]> {
  try {
    await writeKerasZip(graph);
    return [];
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.map(({ code }) => code);
  }
}

function content({ layers, inputs, outputs }: ModelGraph) {
  const nodes = layers.map(({ name, className, calls, weights }) => ({
    name,
    className,
    calls,
    weights: Object.entries(weights).map(([weight, { shape }]) => [weight, shape]),
  }));
  return { nodes, inputs, outputs };
}

describe('a model that is written as .keras is read as it was', () => {
  it.each([
    'named/dscnn_kws/float.h5',
    'mnist/mnist_float.h5',
    'compat/residual.h5',
    'compat/two_inputs.h5',
    'compat/two_outputs.h5',
    'keras3/functional.keras',
    'keras3/nested.keras',
  ])('%s', async (name) => {
    const graph = await read(name);
    const bytes = await writeKerasZip(graph);
    const back = await read('model.keras', bytes);
    expect(content(back)).toEqual(content(graph));
    for (const [i, { weights }] of graph.layers.entries()) {
      for (const [weight, tensor] of Object.entries(weights)) {
        expectSameArray(back.layers[i]?.weights[weight]?.data, tensor.data, weight);
      }
    }
  });
});

it('has the entries and the paths of Keras 3', async () => {
  const graph = buildChain([8, 8, 1], [['Conv2D', { name: 'a', filters: 2, kernel_size: [3, 3] }]]);
  const entries = unzipSync(await writeKerasZip(graph));
  expect(Object.keys(entries).sort()).toEqual(['config.json', 'metadata.json', 'model.weights.h5']);
  const weights = entries['model.weights.h5'] ?? new Uint8Array();
  const paths = await withHdf5(weights, (h5) => [
    h5.keys('/layers'),
    h5.keys('/layers/conv2d/vars'),
  ]);
  expect(paths).toEqual([
    [snakeCase('Conv2D'), snakeCase('InputLayer')],
    ['0', '1'],
  ]);
  const config = JSON.parse(new TextDecoder().decode(entries['config.json'])) as object;
  expect(config).toMatchObject({
    module: 'keras',
    class_name: 'Sequential',
    config: {
      layers: [
        { class_name: 'InputLayer', config: { batch_shape: [null, 8, 8, 1] } },
        { module: 'keras.layers', class_name: 'Conv2D', registered_name: null },
      ],
    },
  });
});

describe('refuses what Keras 3 would not compute the same', () => {
  it.each([
    ['quantized layers', 'named/dscnn_kws/quantized.h5'],
    ['layers that are not known', 'compat/lstm.h5'],
  ])('%s', async (_, name) => {
    const graph = await read(name);
    expect(await codesOf(graph)).toEqual(['keras/not-in-keras-3']);
  });

  it('a function that Keras 3 changed, of a model of Keras 2', async () => {
    const dense = { name: 'd', units: 2, activation: 'hard_sigmoid' };
    const graph = buildChain([4], [['Dense', dense]]);
    expect(await codesOf(graph)).toEqual(['keras/not-in-keras-3']);
    const newer = { ...graph, kerasVersion: '3.4.1' };
    expect(await codesOf(newer)).toEqual([]);
  });
});
