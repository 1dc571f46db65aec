import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../data/readDataset.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { convertModel } from '../convert/convertModel.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { simulate } from '../simulate/simulator.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { seededRandom } from '../testing/random.ts';
import type { Checkpoint } from './checkpoint.ts';
import { datasetSource } from './dataSource.ts';
import { prepareBackend } from './prepareBackend.ts';
import type { Sparsity } from './sparsity.ts';
import { trainGraph, type TrainProgress } from './trainer.ts';
import { createTrainingGraph, type TrainingGraph } from './trainingGraph.ts';

const SIZE = 8;

/** Images whose brighter half says the class. */
function halves(count: number, seed: number): Dataset {
  const random = seededRandom(seed);
  const labels = Int32Array.from({ length: count }, () => Math.floor(random() * 2));
  const data = new Uint8Array(count * SIZE * SIZE);
  data.forEach((_, i) => {
    const label = labels[Math.floor(i / (SIZE * SIZE))] ?? 0;
    const upper = Math.floor(i / SIZE) % SIZE < SIZE / 2;
    data[i] = Math.floor(random() * 160) + (upper === (label === 0) ? 60 : 0);
  });
  return { images: { data, shape: [count, SIZE, SIZE, 1] }, labels };
}

function floatModel(): ModelGraph {
  return buildChain(
    [SIZE, SIZE, 1],
    [
      ['Rescaling', { name: 'scale', scale: 1 / 255 }],
      ['Conv2D', { name: 'c', filters: 6, kernel_size: 3, padding: 'same', use_bias: false }],
      ['MaxPooling2D', { name: 'p', padding: 'same' }],
      ['BatchNormalization', { name: 'b', axis: [-1] }],
      ['ReLU', { name: 'r', max_value: 6 }],
      ['SeparableConv2D', { name: 's', filters: 8, kernel_size: 3, padding: 'same' }],
      ['ReLU', { name: 'r2', max_value: 6 }],
      ['Flatten', { name: 'f' }],
      ['Dropout', { name: 'd', rate: 0.2 }],
      ['Dense', { name: 'o', units: 2 }],
    ],
    3,
  );
}

/** With one output and a sigmoid in place of two classes. */
function binaryModel(): ModelGraph {
  const body = floatModel().layers.slice(1, -1);
  return buildChain(
    [SIZE, SIZE, 1],
    [
      ...body.map(({ className, serialized }): LayerSpec => [className, serialized]),
      ['Dense', { name: 'o', units: 1 }],
      ['Activation', { name: 'a', activation: 'sigmoid' }],
    ],
    3,
  );
}

function quantized(model = floatModel()): ModelGraph {
  return quantizeModel(model, { inputWeightBits: 8, weightBits: 4, activationBits: 4 });
}

const data = halves(160, 1);
const other = halves(80, 2);
const weightsOf = (graph: TrainingGraph) =>
  graph.parameters.map(({ key, value }) => [key, [...value]]);

beforeAll(() => prepareBackend('wasm'));

describe.each(['chip', 'toolkit'] as const)('%s mode', (mode) => {
  it.each([
    ['two outputs', quantized()],
    ['one output', quantized(binaryModel())],
  ])('learns with %s', async (_, model) => {
    const graph = createTrainingGraph(model, { mode });
    const { history } = await trainGraph(graph, datasetSource(data), {
      epochs: 6,
      batchSize: 16,
      learningRate: 5e-3,
      validation: datasetSource(other),
    });
    expect(Math.max(...history.map((epoch) => epoch.validationAccuracy ?? 0))).toBeGreaterThan(0.9);
  });

  it('goes on from a checkpoint as if it had never stopped', async () => {
    const settings = { epochs: 3, batchSize: 48, schedule: { type: 'cosine' } } as const;
    const whole = createTrainingGraph(quantized(), { mode });
    await trainGraph(whole, datasetSource(data), settings);
    const checkpoints: Checkpoint[] = [];
    const cut = createTrainingGraph(quantized(), { mode });
    const controller = new AbortController();
    const run = trainGraph(cut, datasetSource(data), {
      ...settings,
      signal: controller.signal,
      onProgress: ({ step }) => {
        if (step === 6) controller.abort();
      },
      onCheckpoint: (checkpoint) => void checkpoints.push(checkpoint),
    });
    await expect(run).rejects.toThrow('aborted');
    const last = structuredClone(checkpoints.at(-1));
    expect(last?.batch).toBe(2);
    const resumed = createTrainingGraph(quantized(), { mode });
    await trainGraph(resumed, datasetSource(data), {
      ...settings,
      ...(last ? { resume: last } : {}),
    });
    expect(weightsOf(resumed)).toEqual(weightsOf(whole));
  });

  it.each(['hoyer', 'l1'] as const)(
    'fires less with %s, and goes on from a checkpoint',
    async (kind) => {
      const settings = { epochs: 4, batchSize: 40, learningRate: 5e-3 } as const;
      const run = async (
        sparsity: Sparsity | null,
        resume: Checkpoint | null = null,
        epochs = 4,
      ) => {
        const graph = createTrainingGraph(quantized(), { mode, sparsity });
        const result = await trainGraph(graph, datasetSource(data), {
          ...settings,
          epochs,
          resume,
        });
        return { ...result, graph };
      };
      const eventsOf = async ({ graph }: { readonly graph: TrainingGraph }) => {
        const { layers } = await simulate(convertModel(graph.toGraph()), other.images);
        return layers.slice(1).reduce((sum, { events }) => sum + events, 0);
      };
      const plain = await run(null);
      const sparse = await run({ kind, weight: 0.05 });
      expect(await eventsOf(sparse)).toBeLessThan(0.9 * (await eventsOf(plain)));
      expect(plain.history.map(({ penalty }) => penalty)).toEqual([0, 0, 0, 0]);
      const penalties = sparse.history.map(({ penalty }) => penalty);
      expect(penalties.at(-1)).toBeLessThan(penalties[0] ?? 0);
      const half = await run({ kind, weight: 0.05 }, null, 2);
      const resumed = await run({ kind, weight: 0.05 }, structuredClone(half.checkpoint));
      expect(weightsOf(resumed.graph)).toEqual(weightsOf(sparse.graph));
      expect(resumed.history).toEqual(sparse.history);
    },
  );
});

it('with a sparsity term, the epoch with the smallest sum of loss and term is kept', async () => {
  const sparsity = { kind: 'hoyer', weight: 0.05 } as const;
  const graph = createTrainingGraph(quantized(), { mode: 'chip', sparsity });
  const { history, epoch } = await trainGraph(graph, datasetSource(data), {
    ...{ epochs: 6, batchSize: 40, learningRate: 5e-3, validation: datasetSource(other) },
  });
  const sums = history.map(({ validationLoss, penalty }) => (validationLoss ?? NaN) + penalty);
  expect(history.find((result) => result.epoch === epoch)).toBe(
    history[sums.indexOf(Math.min(...sums))],
  );
});

it('trains a float model with batch statistics, and its teacher stays as it is', async () => {
  const graph = createTrainingGraph(floatModel(), { mode: 'toolkit' });
  const teacher = createTrainingGraph(floatModel(), { mode: 'toolkit' });
  const before = weightsOf(teacher);
  await trainGraph(graph, datasetSource(data, { flip: true, shift: 1 }), {
    epochs: 1,
    batchSize: 32,
    optimizer: 'sgd-momentum',
    teacher,
    distillation: { weight: 0.3, temperature: 2 },
  });
  const moved = graph.parameters.filter(({ value, key }) => {
    const start = before.find(([name]) => name === key)?.[1] as number[];
    return value.some((weight, i) => weight !== start[i]);
  });
  expect(moved.map(({ key }) => key)).toEqual(graph.parameters.map(({ key }) => key));
  expect(weightsOf(teacher)).toEqual(before);
});

it.each(['chip', 'toolkit'] as const)(
  '%s mode keeps no tensors: 200 steps leave as many as there were',
  async (mode) => {
    const graph = createTrainingGraph(quantized(), { mode });
    const before = tf.memory().numTensors;
    const seen: TrainProgress[] = [];
    await trainGraph(graph, datasetSource(data), {
      epochs: 20,
      batchSize: 16,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toHaveLength(200);
    expect(new Set(seen.map(({ tensors }) => tensors))).toEqual(new Set([before]));
    expect(seen.at(-1)).toMatchObject({ step: 200, steps: 200, epoch: 20 });
  },
);

it('ends early, with the weights of the best epoch', async () => {
  const graph = createTrainingGraph(quantized(), { mode: 'chip' });
  const { history, epoch, checkpoint } = await trainGraph(graph, datasetSource(data), {
    epochs: 50,
    batchSize: 32,
    learningRate: 1e-9,
    validation: datasetSource(other),
    patience: 3,
  });
  expect(history).toHaveLength(4);
  expect(epoch).toBe(1);
  expect(checkpoint.best?.epoch).toBe(1);
});

it('pauses between two steps', async () => {
  const graph = createTrainingGraph(quantized(), { mode: 'chip' });
  let waits = 0;
  await trainGraph(graph, datasetSource(data), {
    epochs: 1,
    batchSize: 80,
    paused: () => (waits++ === 0 ? Promise.resolve() : null),
  });
  expect(waits).toBe(2);
});

it.each([
  [{ epochs: 0 }, 'qat/bad-setting'],
  [{ epochs: 1, batchSize: 0.5 }, 'qat/bad-setting'],
  [{ epochs: 1, learningRate: -1 }, 'qat/bad-setting'],
  [{ epochs: 3, learningRate: 1e30 }, 'qat/diverged'],
])('refuses %j', async (settings, code) => {
  const graph = createTrainingGraph(floatModel(), { mode: 'toolkit' });
  await expect(trainGraph(graph, datasetSource(data), settings)).rejects.toThrow(code);
});

it('a checkpoint of another model is refused', async () => {
  const graph = createTrainingGraph(quantized(), { mode: 'chip' });
  const { checkpoint } = await trainGraph(graph, datasetSource(data), { epochs: 1 });
  const another = createTrainingGraph(floatModel(), { mode: 'toolkit' });
  const run = trainGraph(another, datasetSource(data), { epochs: 2, resume: checkpoint });
  await expect(run).rejects.toThrow('qat/wrong-checkpoint');
});
