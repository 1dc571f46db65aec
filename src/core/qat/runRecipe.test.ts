import { beforeAll, expect, it } from 'vitest';
import { convertModel } from '../convert/convertModel.ts';
import type { Activity } from '../cost/activity.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import { simulate } from '../simulate/simulator.ts';
import { buildChain } from '../testing/buildChain.ts';
import { datasetSource } from './dataSource.ts';
import { prepareBackend } from './prepareBackend.ts';
import { recipeOf, runRecipe, type RecipeCheckpoint, type RecipeOptions } from './runRecipe.ts';

beforeAll(() => prepareBackend('wasm'));

const model = () =>
  buildChain(
    [4, 4, 1],
    [
      ['Rescaling', { name: 'scale', scale: 1 / 255 }],
      ['Conv2D', { name: 'c', filters: 3, kernel_size: 3, padding: 'same' }],
      ['ReLU', { name: 'r', max_value: 6 }],
      ['Dropout', { name: 'drop', rate: 0.1 }],
      ['Flatten', { name: 'f' }],
      ['Dense', { name: 'o', units: 2 }],
    ],
  );

const datasetImages = {
  data: Uint8Array.from({ length: 320 }, (_, i) => (i * 37) % 256),
  shape: [20, 4, 4, 1],
};

const source = datasetSource({
  images: datasetImages,
  labels: Int32Array.from({ length: 20 }, (_, i) => i % 2),
});

it('trains step by step, each from what the one before has learnt', async () => {
  const told: string[] = [];
  const results = await runRecipe(model(), recipeOf('8/4/4 8/2/2:2@1e-4', 1), source, {
    mode: 'chip',
    batchSize: 10,
    validation: source,
    teacherGraph: model(),
    onStep: (index, result) => told.push(`${index} ${result ? 'done' : 'begins'}`),
  });
  expect(told).toEqual(['0 begins', '0 done', '1 begins', '1 done']);
  expect(results.map(({ history }) => history.length)).toEqual([1, 2]);
  for (const { accuracyBefore, accuracyAfter } of results) {
    expect([typeof accuracyBefore, typeof accuracyAfter]).toEqual(['number', 'number']);
  }
  const last = results[1]?.graph.layers ?? [];
  expect(last.map(({ name }) => name)).toEqual(['input', 'scale', 'c', 'r', 'drop', 'f', 'o']);
  const activation = last.find((node) => node.name === 'r');
  expect(isLayer(activation, quantizedReLU) && activation.config.bits).toBe(2);
});

it('fits the ranges of activations before every step that quantizes, when asked', async () => {
  const ranges = async (fitActivations: boolean) => {
    const settings = { mode: 'chip', batchSize: 10, fitActivations } as const;
    const results = await runRecipe(model(), recipeOf('8/4/2 8/2/1', 1), source, settings);
    return results.map(({ graph }) => {
      const activation = graph.layers.find((node) => node.name === 'r');
      return isLayer(activation, quantizedReLU) ? activation.config.maxValue : NaN;
    });
  };
  expect(await ranges(false)).toEqual([6, 6]);
  const [first = NaN, second = NaN] = await ranges(true);
  expect(first).toBeLessThan(6);
  expect(second).toBeLessThan(first);
});

it('with a sparsity term, tells the events before and after each step', async () => {
  const sparsity = { kind: 'hoyer', weight: 0.1 } as const;
  const run = (options: Partial<RecipeOptions>) =>
    runRecipe(model(), recipeOf('8/4/4:6@5e-3 8/4/2', 1), source, {
      ...{ mode: 'chip', batchSize: 10, validation: source, ...options },
    });
  const [first, second] = await run({ sparsity });
  expect(first?.activityBefore?.inputs).toBe(20);
  expect([...(first?.activityBefore?.events.keys() ?? [])]).toEqual(['c', 'o']);
  const eventsInto = (activity: Activity | null | undefined) => activity?.events.get('o') ?? NaN;
  expect(eventsInto(first?.activityAfter)).toBeLessThan(eventsInto(first?.activityBefore));
  const network = convertModel(first?.graph ?? model());
  const { layers } = await simulate(network, datasetImages);
  expect(eventsInto(first?.activityAfter)).toBe((layers[1]?.events ?? NaN) / 20);
  expect(second?.activityAfter).not.toBeNull();
  const [plain] = await run({});
  expect([plain?.activityBefore, plain?.activityAfter]).toEqual([null, null]);
});

it('a stop while events are counted loses nothing', async () => {
  const stop = new AbortController();
  const sparsity = { kind: 'l1', weight: 0.1 } as const;
  const results = await runRecipe(model(), recipeOf('8/4/4', 1), source, {
    ...{ mode: 'chip', batchSize: 10, validation: source, sparsity, stop: stop.signal },
    onProgress: ({ step, steps }) => {
      if (step === steps) stop.abort();
    },
  });
  expect(results).toHaveLength(1);
  expect(results[0]?.activityAfter?.inputs).toBe(20);
});

/** Of trainings that are broken off and gone on with. */
const settings = {
  mode: 'chip',
  batchSize: 10,
  validation: source,
  fitActivations: true,
} as const;

it('goes on from a checkpoint as if it had never stopped', async () => {
  const steps = recipeOf('8/4/4 8/2/2:2', 1);
  const whole = await runRecipe(model(), steps, source, settings);
  const saved: RecipeCheckpoint[] = [];
  const stop = new AbortController();
  const run = runRecipe(model(), steps, source, {
    ...settings,
    signal: stop.signal,
    onCheckpoint: (checkpoint) => void saved.push(checkpoint),
    onProgress: ({ steps: all, step }) => {
      if (all === 4 && step === 3) stop.abort();
    },
  });
  await expect(run).rejects.toThrow('aborted');
  const resume = structuredClone(saved.at(-1));
  expect(resume?.results).toHaveLength(1);
  const rest = await runRecipe(model(), steps, source, {
    ...settings,
    ...(resume ? { resume } : {}),
  });
  expect(rest).toEqual(whole);
});

it('stopped, gives what was learnt up to there; continued, it ends as if it had not been', async () => {
  const steps = recipeOf('8/4/4 8/2/2:2', 1);
  const whole = await runRecipe(model(), steps, source, settings);
  const saved: RecipeCheckpoint[] = [];
  const stop = new AbortController();
  const results = await runRecipe(model(), steps, source, {
    ...settings,
    stop: stop.signal,
    onCheckpoint: (checkpoint) => void saved.push(checkpoint),
    onProgress: ({ steps: all, step }) => {
      if (all === 4 && step === 3) stop.abort();
    },
  });
  expect(results).toHaveLength(2);
  expect(results[0]).toEqual(whole[0]);
  expect(results[1]).toMatchObject({ epoch: 1, accuracyBefore: whole[1]?.accuracyBefore });
  expect(results[1]?.accuracyAfter).toBe(results[1]?.history[0]?.validationAccuracy);
  const resume = structuredClone(saved.at(-1) ?? null);
  expect(await runRecipe(model(), steps, source, { ...settings, resume })).toEqual(whole);
});

it('a state from before the first update is gone on from too', async () => {
  const settings = { mode: 'chip', batchSize: 10, validation: source } as const;
  const saved: RecipeCheckpoint[] = [];
  const whole = await runRecipe(model(), recipeOf('8/4/4', 1), source, {
    ...settings,
    onCheckpoint: (checkpoint) => void saved.push(checkpoint),
  });
  expect(saved[0]).toEqual({
    results: [],
    accuracyBefore: whole[0]?.accuracyBefore,
    training: null,
  });
  const scored: number[] = [];
  const again = await runRecipe(model(), recipeOf('8/4/4', 1), source, {
    ...settings,
    resume: saved[0] ?? null,
    onScore: (done) => scored.push(done),
  });
  expect(again).toEqual(whole);
  expect(scored).toEqual([]);
});

it('stopped before there is anything to learn, it throws', async () => {
  const stop = AbortSignal.abort();
  const run = runRecipe(model(), recipeOf('8/4/4', 1), source, {
    mode: 'chip',
    validation: source,
    stop,
  });
  await expect(run).rejects.toThrow('aborted');
});

it('reads recipes', () => {
  expect(recipeOf('8/4/4 > 4/2/1:3@1e-3', 2)).toEqual([
    { quantize: { inputWeightBits: 8, weightBits: 4, activationBits: 4 }, epochs: 2 },
    {
      quantize: { inputWeightBits: 4, weightBits: 2, activationBits: 1 },
      epochs: 3,
      learningRate: 1e-3,
    },
  ]);
});

it.each(['', '8/4', '8/4/4:0x', '8/4/4@zero', '8/4/4@-1'])('refuses the recipe "%s"', (text) => {
  expect(() => recipeOf(text, 1)).toThrow('qat/bad-setting');
});

it('refuses a float model in chip mode, and no step at all', async () => {
  const steps = [{ quantize: null, epochs: 1 }];
  await expect(runRecipe(model(), steps, source, { mode: 'chip' })).rejects.toThrow(
    'qat/not-quantized',
  );
  await expect(runRecipe(model(), [], source, { mode: 'chip' })).rejects.toThrow('qat/bad-setting');
});
