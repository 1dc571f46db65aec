import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outputShapes } from '../analysis/outputShapes.ts';
import { runGraph } from '../forward/runner.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { fixesFor } from '../fixes/index.ts';
import { goldenFiles } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkModel } from './checkModel.ts';

/** Models as people have them, each of which no exact fix led to the chip before. */
const ROAD: Readonly<Record<string, readonly string[]>> = {
  k10_augment_rescale: [
    'drop-noise random_flip',
    'drop-noise random_rotation',
    'drop-noise random_zoom',
  ],
  k10_resizing_identity: ['drop-same-size resizing'],
  k12_maxpool_flatten_dense: ['identity-behind-pool dense'],
  k13_odd_map_pool_flatten: ['grow-map max_pooling2d', 'identity-behind-pool dense'],
  k14_same_padding_makes_it_worse: ['grow-map conv2d_1', 'identity-behind-pool dense'],
  k21_leading_reshape: ['shape-input reshape'],
  k23_depthwise_bn_relu: ['depthwise-to-conv depthwise_conv2d', 'same-padding conv2d_1'],
};

describe('field models reach the chip by exact fixes', () => {
  it.each(Object.entries(ROAD))('%s', async (name, road) => {
    const graph = await field(name);
    expect(errors(graph)).not.toEqual([]);
    const fixed = applySafeFixes(graph);
    expect(fixed.applied.map(({ pass, layer }) => `${pass} ${layer}`)).toEqual(road);
    expect(errors(fixed.graph)).toEqual([]);
    await expectSameOutputs(graph, fixed.graph);
  });
});

/** These cannot run before: TensorFlow says what they compute. */
const PREPROCESSING: Readonly<Record<string, readonly string[]>> = {
  k11_preprocess_ops: [
    'operation-to-layer tf.math.truediv',
    'operation-to-layer tf.math.subtract',
    'join-rescalings tf.math.subtract',
  ],
  k11_sibling_operations: [
    'operation-to-layer tf.cast',
    'operation-to-layer tf.math.truediv',
    'join-rescalings tf.math.truediv',
    'operation-to-layer tf.math.multiply',
    'join-rescalings tf.math.multiply',
    'operation-to-layer tf.math.subtract',
    'join-rescalings tf.math.subtract',
    'operation-to-layer tf.nn.relu6',
  ],
  k11_sibling_normalization: [
    'operation-to-layer normalization',
    'operation-to-layer tf.nn.relu6_1',
  ],
  k11_sibling_normalization_each_channel: [
    'operation-to-layer normalization',
    'fold-batch-norm-forward normalization',
    'operation-to-layer tf.nn.relu6_2',
  ],
};

describe('arithmetic on the input reaches the chip by exact fixes', () => {
  const file = new URL('../../fixtures/field/preprocessing.json', import.meta.url);
  const wanted = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, number[]>>;
  it.each(Object.entries(PREPROCESSING))('%s', async (name, road) => {
    const graph = await field(name);
    expect(errors(graph)).not.toEqual([]);
    const fixed = applySafeFixes(graph);
    expect(fixed.applied.map(({ pass, layer }) => `${pass} ${layer}`)).toEqual(road);
    expect(errors(fixed.graph)).toEqual([]);
    const [, ...axes] = outputShapes(graph).output(graph.layers[0]?.name ?? '') ?? [];
    const shape = [2, ...axes.map((dim) => dim ?? 1)];
    const size = shape.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length: size }, (_, i) => (i * 37) % 256);
    const found = [...((await runGraph(fixed.graph, { shape, data })).outputs[0]?.data ?? [])];
    const expected = wanted[name] ?? [];
    const largest = Math.max(...expected.map(Math.abs));
    expect(found).toHaveLength(expected.length);
    // Scale and offset are multiplied in another order, in float32.
    found.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? NaN)) / largest).toBeLessThan(1e-5);
    });
  });
});

describe('a fix never adds an error, and fixes compose', () => {
  const fieldNames = [...Object.keys(ROAD), ...Object.keys(PREPROCESSING), 'k15_custom_two_inputs'];
  const models = [
    ...fieldNames.map((name) => [name, () => field(name)] as const),
    ...goldenFiles('compat', '.h5').map((path) => [path, () => readGoldenKeras(path)] as const),
  ];
  it.each(models)('%s', async (_, read) => {
    const graph = await read();
    const before = errors(graph).length;
    for (const violation of checkModel(graph)) {
      for (const fix of fixesFor(graph, violation)) {
        const left = errors(fix.apply());
        expect(left.length, `${fix.pass} ${fix.layer}: ${left.join(', ')}`).toBeLessThanOrEqual(
          before,
        );
      }
    }
    expect(errors(applySafeFixes(graph).graph).length).toBeLessThanOrEqual(before);
  });
});

async function field(name: string): Promise<ModelGraph> {
  const file = new URL(`../../fixtures/field/${name}.h5`, import.meta.url);
  const loaded = await readModel([
    { name: `${name}.h5`, bytes: new Uint8Array(readFileSync(file)) },
  ]);
  if (loaded.kind !== 'keras') throw new Error(`${name} is not a Keras model`);
  return loaded.graph;
}

function errors(graph: ModelGraph): readonly string[] {
  return checkModel(graph)
    .filter(({ severity }) => severity === 'error')
    .map((d) => `${d.code} ${d.where.layer ?? ''}`);
}

it('k15_custom_two_inputs: an unsupported layer that joins branches is told as both', async () => {
  expect(errors(await field('k15_custom_two_inputs'))).toEqual([
    'rule/serial-graph mix',
    'rule/supported-layer mix',
  ]);
});
