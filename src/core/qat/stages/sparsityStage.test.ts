import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convertModel } from '../../convert/convertModel.ts';
import type { ModelGraph } from '../../ir/graph.ts';
import { activationGrid } from '../../layers/activationStep.ts';
import { quantizeModel } from '../../quantize/quantizeModel.ts';
import { simulate } from '../../simulate/simulator.ts';
import { largestRelativeError } from '../../testing/backends/check.ts';
import { buildChain } from '../../testing/buildChain.ts';
import { randomImages, seededRandom } from '../../testing/random.ts';
import { prepareBackend } from '../prepareBackend.ts';
import type { Sparsity, SparsityKind } from '../sparsity.ts';
import { createTrainingGraph } from '../trainingGraph.ts';
import type { Backward } from './define.ts';
import { sparsityStage } from './sparsityStage.ts';

interface Golden {
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly images: readonly number[];
  readonly labels: readonly number[];
  readonly terms: Readonly<Record<SparsityKind, number>>;
  readonly steps: Readonly<
    Record<
      string,
      {
        readonly loss: number;
        readonly penalty: number;
        readonly gradients: Readonly<Record<string, readonly number[]>>;
      }
    >
  >;
}

const golden = JSON.parse(
  readFileSync(new URL('./fixtures/sparsity.json', import.meta.url), 'utf8'),
) as Golden;

/** As for every training step against TensorFlow: float32 sums in another order. */
const TOLERANCE = 1e-4;

const BITS = { weightBits: 4, activationBits: 4 };

function modelOf(bits: string, inputWeightBits = 8): ModelGraph {
  const of = (layer: string) =>
    Object.fromEntries(
      Object.entries(golden.weights)
        .filter(([key]) => key.startsWith(`${layer}/`))
        .map(([key, values]) => [key.slice(layer.length + 1), values]),
    );
  const float = buildChain(
    [6, 5, 2],
    [
      ['Conv2D', { name: 'c', filters: 4, kernel_size: 3, padding: 'same' }, of('c')],
      ['ReLU', { name: 'r', max_value: 6 }],
      [
        'SeparableConv2D',
        { name: 's', filters: 5, kernel_size: 3, strides: 2, padding: 'same' },
        of('s'),
      ],
      ['ReLU', { name: 't', max_value: 6 }],
      ['Flatten', { name: 'f' }],
      ['Dense', { name: 'd', units: 4 }, of('d')],
      ['ReLU', { name: 'u', max_value: 6 }],
      ['Dense', { name: 'o', units: 3 }, of('o')],
    ],
  );
  return bits === 'float' ? float : quantizeModel(float, { ...BITS, inputWeightBits });
}

const batch = {
  images: { data: Uint8Array.from(golden.images), shape: [4, 6, 5, 2] },
  labels: Int32Array.from(golden.labels),
};

const termOf = (kind: string): Sparsity | null =>
  kind === 'none'
    ? null
    : { kind: kind as SparsityKind, weight: golden.terms[kind as SparsityKind] };

describe.each(['cpu', 'wasm'] as const)('as TensorFlow on %s', (backend) => {
  it.each(Object.keys(golden.steps))('%s', async (name) => {
    await prepareBackend(backend);
    const [bits = '', kind = ''] = name.split(' ');
    const expected = golden.steps[name];
    const training = createTrainingGraph(modelOf(bits), {
      mode: 'toolkit',
      sparsity: termOf(kind),
    });
    const { loss, penalty, gradients } = await training.step(batch, { seed: 1 });
    expect(loss).toBeCloseTo(expected?.loss ?? NaN, 5);
    expect(penalty).toBeCloseTo(expected?.penalty ?? NaN, 5);
    const errors = [...gradients].map(([{ key }, values]) =>
      largestRelativeError(values, Float32Array.from(expected?.gradients[key] ?? [])),
    );
    expect(errors).toHaveLength(9);
    expect(Math.max(...errors)).toBeLessThan(TOLERANCE);
  });
});

describe.each(['hoyer', 'l1'] as const)('%s', (kind) => {
  it('charges in chip mode what the spikes of the network are worth', async () => {
    await prepareBackend('wasm');
    const graph = modelOf('4/4/4', 4);
    const events = { inputIsImage: false };
    const sparsity = { kind, weight: 1e-3 };
    const training = createTrainingGraph(graph, { mode: 'chip', sparsity, ...events });
    const { penalty } = await training.step(batch, { seed: 1 });
    const { layers } = await simulate(convertModel(graph, events), batch.images, { layers: 'all' });
    const steps = graph.layers.flatMap((node) => activationGrid(node)?.step ?? []);
    const expected = layers.slice(0, -1).map(({ output }, i) => {
      const values = [...(output?.data ?? [])].map((spikes) => spikes * (steps[i] ?? NaN));
      const sum = values.reduce((total, a) => total + a, 0);
      return kind === 'l1' ? sum : sum ** 2 / values.reduce((total, a) => total + a * a, 1e-8);
    });
    expect(expected).toHaveLength(3);
    const total = expected.reduce((sum, value) => sum + value, 0);
    expect(penalty).toBeCloseTo((1e-3 * total) / 4, 6);
  });

  it('has the slopes of its term, of the real values', async () => {
    await prepareBackend('cpu');
    const [unit, weight, count] = [0.4, 0.5, 3];
    const random = seededRandom(5);
    const levels = Float32Array.from({ length: count * 4 }, () => Math.floor(random() * 6));
    const run = (values: Float32Array) =>
      tf.tidy(() => {
        const tape: Backward[] = [];
        let term = NaN;
        sparsityStage('s', { kind, weight }, unit).forward(
          tf.tensor(values, [count, 4]),
          {},
          {
            ...{ training: true, seed: 0, tape },
            report: () => undefined,
            charge: (value) => (term = value.dataSync()[0] ?? NaN),
            guard: () => undefined,
          },
        );
        const dy = tape[0]?.(tf.zeros([count, 4]), true)?.dataSync() as Float32Array;
        return { term, dy: dy.slice() };
      });
    const { dy } = run(levels);
    // A difference of float32 terms over a step of 2^-6 is off by some 1e-5; the term bends by as much.
    const step = 2 ** -6;
    levels.forEach((value, i) => {
      const moved = (by: number) => run(levels.map((v, k) => (k === i ? v + by : v))).term;
      const slope = (moved(step) - moved(-step)) / (2 * step * unit);
      expect(dy[i], `${i}`).toBeCloseTo(value === 0 ? 0 : slope, 3);
    });
    expect(dy.some((slope) => slope !== 0)).toBe(true);
  });

  it('is nothing where nothing fires', async () => {
    await prepareBackend('wasm');
    const graph = buildChain(
      [4, 4, 1],
      [
        ['Conv2D', { name: 'c', filters: 2, kernel_size: 3 }, { bias: [-1e3, -1e3] }],
        ['ReLU', { name: 'r' }],
        ['Flatten', { name: 'f' }],
        ['Dense', { name: 'o', units: 2 }],
      ],
    );
    const images = randomImages([2, 4, 4, 1]);
    const sparsity = { kind, weight: 1 };
    const { penalty, gradients } = await createTrainingGraph(graph, {
      ...{ mode: 'toolkit', sparsity },
    }).step({ images, labels: Int32Array.of(0, 1) }, { seed: 1 });
    expect(penalty).toBe(0);
    expect([...gradients.values()].every((values) => values.every(Number.isFinite))).toBe(true);
  });
});

it('counts large spikes exactly: no sum stops growing', async () => {
  await prepareBackend('wasm');
  const [count, each] = [64, 300_000];
  const x = tf.fill([count, each], 15);
  let term = NaN;
  tf.tidy(() => {
    sparsityStage('s', { kind: 'l1', weight: 1 }, 1).forward(
      x,
      {},
      {
        ...{ training: true, seed: 0, tape: [] },
        report: () => undefined,
        charge: (value) => (term = value.dataSync()[0] ?? NaN),
        guard: () => undefined,
      },
    );
  });
  x.dispose();
  expect(term).toBe(15 * each);
});
