import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { operationOf } from '../fixes/operations.ts';
import type { LayerNode, ModelGraph, TensorRef } from '../ir/graph.ts';
import { isJsonObject, type Json } from '../ir/json.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { fieldFile, graphOf } from '../testing/doors.ts';
import { expectSameArray } from '../testing/exact.ts';
import { goldenCases, goldenFile, goldenFiles, hasGoldenFile } from '../testing/golden.ts';
import { withHdf5 } from './hdf5File.ts';
import { readModel } from './readModel.ts';
import { writeKerasH5 } from './writeKerasH5.ts';

async function read(name: string, bytes = goldenFile(name)): Promise<ModelGraph> {
  const model = await readModel([{ name, bytes }]);
  if (model.kind !== 'keras') throw new Error('no Keras model');
  return model.graph;
}

async function configOf(bytes: Uint8Array): Promise<Json> {
  const text = await withHdf5(bytes, (h5) => h5.strings('/', 'model_config')?.[0] ?? '');
  return JSON.parse(text) as Json;
}

/** A node without its weights, as both Keras versions have it: an InputLayer's shape goes by two keys. */
function content({ name, className, config, weights, calls }: LayerNode) {
  const shapes = Object.entries(weights).map(([weight, { shape }]) => ({ weight, shape }));
  const { batchInputShape, batchShape, ...rest } = config as {
    batchInputShape?: unknown;
    batchShape?: unknown;
  };
  return { name, className, shapes, calls, ...rest, input: batchInputShape ?? batchShape };
}

/** `{class_name, config}` of every layer of a golden configuration, nested ones too. */
function layersIn(json: Json): readonly { className: string; config: Record<string, Json> }[] {
  if (Array.isArray(json)) return (json as Json[]).flatMap(layersIn);
  if (!isJsonObject(json)) return [];
  const { class_name: className, config } = json;
  const own =
    typeof className === 'string' &&
    isJsonObject(config) &&
    'name' in config &&
    !('layers' in config)
      ? [{ className, config }]
      : [];
  return [...own, ...Object.values(json).flatMap(layersIn)];
}

const caseFiles = (['fuzz', 'named', 'shapes'] as const).flatMap((family) =>
  goldenCases(family).flatMap((folder) =>
    ['float.h5', 'quantized.h5'].map((name) => `${folder}/${name}`).filter(hasGoldenFile),
  ),
);
const files = [
  ...caseFiles,
  ...['mnist', 'cifar', 'compat', 'keras2', 'keras3'].flatMap((folder) =>
    goldenFiles(folder, '.h5'),
  ),
  ...goldenFiles('keras3', '.keras'),
].filter((path) => !path.endsWith('.weights.h5'));

describe('writeKerasH5', () => {
  it.each(files)('%s reads back equal', async (path) => {
    const graph = await read(path);
    const again = await read('again.h5', await writeKerasH5(graph));
    expect(again.name).toBe(graph.name);
    expect(again.layers.map(content)).toEqual(graph.layers.map(content));
    for (const [i, { weights }] of graph.layers.entries()) {
      for (const [name, { data }] of Object.entries(weights)) {
        expectSameArray(again.layers[i]?.weights[name]?.data, data, name);
      }
    }
    expect([again.inputs, again.outputs]).toEqual([graph.inputs, graph.outputs]);
  });

  it('writes a chain as Sequential and anything else as Functional', async () => {
    const chain = await configOf(await writeKerasH5(await read('keras3/functional.keras')));
    const branches = await configOf(await writeKerasH5(await read('compat/residual.h5')));
    expect([chain, branches]).toEqual([
      expect.objectContaining({ class_name: 'Sequential' }),
      expect.objectContaining({ class_name: 'Functional' }),
    ]);
  });

  it.each(goldenCases('fuzz').filter((path) => hasGoldenFile(`${path}/float.h5`)))(
    'after quantize(), %s holds the keys that the reference wrote, and no other',
    async (path) => {
      const quantized = quantizeModel(await read(`${path}/float.h5`), {
        inputWeightBits: 8,
        weightBits: 4,
        activationBits: 4,
      });
      const ours = layersIn(await configOf(await writeKerasH5(quantized)));
      const theirs = layersIn(await configOf(goldenFile(`${path}/quantized.h5`)));
      const classesOf = (layers: typeof ours) => layers.map(({ className }) => className).sort();
      expect(ours.length).toBeGreaterThan(1);
      expect(classesOf(ours)).toEqual(classesOf(theirs));
      const keysOf = new Map(theirs.map((layer) => [layer.className, layer.config]));
      // Keras puts these into a separable layer's configuration, from its base class; the layer has no use for them.
      const unused = ['groups', 'kernel_initializer', 'kernel_regularizer', 'kernel_constraint'];
      for (const { className, config } of ours) {
        const isSeparable = className === 'QuantizedSeparableConv2D';
        const expected = Object.keys(keysOf.get(className) ?? {}).filter(
          (key) => !(isSeparable && unused.includes(key)),
        );
        expect(Object.keys(config).sort(), className).toEqual(expected.sort());
      }
    },
  );

  it.each(['k11_preprocess_ops', 'k11_sibling_operations'])(
    'keeps the numbers in the calls of operations: %s',
    async (name) => {
      const graph = await graphOf({ name, bytes: fieldFile(`${name}.h5`) });
      const again = await graphOf({ name, bytes: await writeKerasH5(graph) });
      expect(again.layers.map(operationOf)).toEqual(graph.layers.map(operationOf));
      expect(graph.layers.some((node) => operationOf(node) !== null)).toBe(true);
      const renamed = graph.layers.map((node, i) => (i === 0 ? { ...node, name: 'pixels' } : node));
      const moved = renamed.map((node) => ({ ...node, calls: node.calls.map(toPixels) }));
      const inputs = [{ layer: 'pixels', call: 0, output: 0 }];
      const other = { ...graph, layers: moved, inputs };
      const back = await graphOf({ name, bytes: await writeKerasH5(other) });
      expect(back.layers.map(operationOf)).toEqual(graph.layers.map(operationOf));
      expect(back.layers[1]?.calls).toEqual([inputs]);

      function toPixels(refs: readonly TensorRef[]): readonly TensorRef[] {
        return refs.map((ref) =>
          ref.layer === graph.layers[0]?.name ? { ...ref, layer: 'pixels' } : ref,
        );
      }
    },
  );

  it('carries nothing that only Keras 3 knows', async () => {
    for (const path of goldenFiles('keras3', '.keras')) {
      const text = JSON.stringify(await configOf(await writeKerasH5(await read(path))));
      expect(text).not.toMatch(/"module"|registered_name|DTypePolicy|batch_shape|synchronized/);
      expect(text).not.toMatch(/input_axes|quantization_config|"optional"/);
    }
  });

  it('refuses a layer that lacks a weight', async () => {
    const graph = await read('compat/ok_basic.h5');
    const layers = graph.layers.map((node) => ({ ...node, weights: {} }));
    const error: unknown = await writeKerasH5({ ...graph, layers }).catch((e: unknown) => e);
    expect(isStudioError(error) && error.diagnostics[0]?.code).toBe('keras/missing-weight');
  });
});
