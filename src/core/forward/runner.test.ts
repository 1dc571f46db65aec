import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import type { JsonObject } from '../ir/json.ts';
import type { LayerNode, ModelGraph, TensorRef, WeightMap } from '../ir/graph.ts';
import { parseConfig } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { createRunner, runGraph } from './runner.ts';

const ref = (layer: string, call = 0): TensorRef => ({ layer, call, output: 0 });

function node(
  className: string,
  name: string,
  calls: readonly (readonly TensorRef[])[],
  serialized: JsonObject = {},
  weights: WeightMap = {},
): LayerNode {
  const definition = layerDefinition(className);
  const config = definition ? parseConfig(definition.params, serialized) : {};
  return { name, className, config, serialized, weights, calls, scope: [] };
}

const input = (name: string, size: number) =>
  node('InputLayer', name, [[]], { batch_input_shape: [null, size] });

const dense = (name: string, calls: LayerNode['calls'], kernel: Tensor) =>
  node('Dense', name, calls, { units: kernel.shape[1] ?? 0, use_bias: false }, { kernel });

const doubles = tensor(Float32Array.from([2, 0, 0, 2]), [2, 2]);

function graph(
  layers: readonly LayerNode[],
  inputs: readonly string[],
  outputs: readonly TensorRef[],
): ModelGraph {
  return { name: 'net', layers, inputs: inputs.map((name) => ref(name)), outputs };
}

/** a -> double -> double again (shared) -> sum of both uses. */
const shared = graph(
  [
    input('a', 2),
    dense('double', [[ref('a')], [ref('double')]], doubles),
    node('Add', 'sum', [[ref('double'), ref('double', 1)]]),
  ],
  ['a'],
  [ref('sum')],
);

const samples = (rows: number) =>
  tensor(
    Float32Array.from({ length: rows * 2 }, (_, i) => i),
    [rows, 2],
  );

async function errorCodes(work: () => unknown): Promise<readonly string[]> {
  try {
    await work();
  } catch (error) {
    if (isStudioError(error)) return error.diagnostics.map((d) => `${d.code} ${d.where.layer}`);
    throw error;
  }
  return [];
}

describe('createRunner', () => {
  it('runs a layer that is used twice', async () => {
    const { outputs, layers } = await runGraph(shared, samples(2), { keep: 'all' });
    expect([...(outputs[0]?.data ?? [])]).toEqual([0, 6, 12, 18]);
    expect([...layers.keys()]).toEqual(['a', 'double', 'double:1', 'sum']);
    expect([...(layers.get('double:1')?.data ?? [])]).toEqual([0, 4, 8, 12]);
  });

  it('gives the same in batches of any size', async () => {
    const runner = createRunner(shared);
    const whole = await runner.run(samples(7));
    for (const batchSize of [1, 2, 3, 7, 100]) {
      expect(await runner.run(samples(7), { batchSize })).toEqual(whole);
    }
  });

  it('takes several inputs by name and gives several outputs in order', async () => {
    const two = graph(
      [
        input('a', 2),
        input('b', 1),
        node('Concatenate', 'joined', [[ref('b'), ref('a')]]),
        node('ReLU', 'positive', [[ref('joined')]]),
      ],
      ['a', 'b'],
      [ref('positive'), ref('joined')],
    );
    const b = tensor(Int8Array.from([-5, 5]), [2, 1]);
    const { outputs } = await runGraph(two, { a: samples(2), b });
    expect(outputs.map(({ data }) => [...data])).toEqual([
      [0, 0, 1, 5, 2, 3],
      [-5, 0, 1, 5, 2, 3],
    ]);
    expect(await errorCodes(() => runGraph(two, samples(2)))).toEqual(['forward/missing-input a']);
    expect(await errorCodes(() => runGraph(two, { a: samples(2) }))).toEqual([
      'forward/missing-input b',
    ]);
    expect(await errorCodes(() => runGraph(two, { a: samples(3), b }))).toEqual([
      'forward/batch-mismatch undefined',
    ]);
  });

  it('keeps the layers that are named', async () => {
    const { layers } = await runGraph(shared, samples(1), { keep: ['sum'] });
    expect([...layers.keys()]).toEqual(['sum']);
    expect(await errorCodes(() => runGraph(shared, samples(1), { keep: ['none'] }))).toEqual([
      'graph/unknown-layer-name none',
    ]);
  });

  it('takes vectors as 1x1 images', async () => {
    const image = tensor(Uint8Array.from([1, 2]), [1, 1, 1, 2]);
    const { outputs } = await runGraph(shared, image);
    expect([...(outputs[0]?.data ?? [])]).toEqual([6, 12]);
  });

  it.each([
    [tensor(new Float32Array(6), [2, 3]), 'forward/input-shape a'],
    [tensor(new Float32Array(2), [2]), 'forward/input-shape a'],
    [tensor(new Float32Array(3), [2, 2]), 'forward/input-shape a'],
    [tensor(new Float32Array(0), [0, 2]), 'forward/input-shape undefined'],
  ])('refuses input that does not fit: %#', async (data, code) => {
    expect(await errorCodes(() => runGraph(shared, data))).toEqual([code]);
  });

  it('names every layer that cannot run', async () => {
    const broken = graph(
      [
        input('a', 2),
        node('LSTM', 'memory', [[ref('a')]]),
        dense('small', [[ref('a')]], tensor(new Float32Array(3), [1, 3])),
        node('Add', 'sum', [[ref('a'), ref('small')]]),
      ],
      ['a'],
      [ref('sum')],
    );
    expect(await errorCodes(() => createRunner(broken))).toEqual([
      'forward/cannot-run memory',
      'forward/weight-shape small',
      'forward/bad-layer sum',
    ]);
  });

  it('names the layer whose configuration cannot be computed', async () => {
    const odd = graph(
      [input('a', 2), node('Activation', 'act', [[ref('a')]], { activation: 'mine' })],
      ['a'],
      [ref('act')],
    );
    expect(await errorCodes(() => runGraph(odd, samples(1)))).toEqual(['forward/bad-layer act']);
  });

  it('tells Keras 2 and 3 apart', async () => {
    const sigmoid = graph(
      [input('a', 2), node('Activation', 'act', [[ref('a')]], { activation: 'hard_sigmoid' })],
      ['a'],
      [ref('act')],
    );
    const last = async (kerasVersion?: string) => {
      const model = kerasVersion === undefined ? sigmoid : { ...sigmoid, kerasVersion };
      return (await runGraph(model, samples(1))).outputs[0]?.data[1];
    };
    expect(await last()).toBeCloseTo(0.7, 6);
    expect(await last('2.10.0')).toBeCloseTo(0.7, 6);
    expect(await last('3.4.1')).toBeCloseTo(4 / 6, 6);
  });

  it('reports progress and stops when cancelled', async () => {
    const controller = new AbortController();
    const steps: string[] = [];
    const run = runGraph(shared, samples(4), {
      batchSize: 2,
      signal: controller.signal,
      onProgress: (done, total) => {
        steps.push(`${done}/${total}`);
        if (done === 4) controller.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(steps).toEqual(['1/8', '2/8', '3/8', '4/8']);
  });
});
