import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { initialPlan } from '../../project/plan.ts';
import type { TrainingEvent, TrainingProgress } from '../../project/training/request.ts';
import { initialTraining, type TrainingRun } from '../slices/finetune.ts';
import { afterEvent, inBatches } from './trainingEvents.ts';

const begun: TrainingRun = {
  status: 'preparing',
  settings: initialTraining,
  plan: initialPlan,
  dataName: 'digits',
  data: null,
  images: null,
  stage: { text: 'Starting', fraction: null },
  backend: null,
  notices: [],
  parts: [],
  points: [],
  epochs: [],
  progress: null,
  diagnostics: null,
  results: [],
  trained: null,
};

const bits = { inputWeightBits: 8, weightBits: 2, activationBits: 2 };

function progress(step: number, change: Partial<TrainingProgress> = {}): TrainingEvent {
  return {
    kind: 'progress',
    progress: {
      ...{ part: 0, epoch: 1, epochs: 2, step, steps: 20, batchLoss: 1, loss: 2, accuracy: 0.5 },
      ...{ learningRate: 0.001, imagesPerSecond: 100, etaSeconds: 5, tensors: 0, bytes: 1e6 },
      ...change,
    },
  };
}

const epoch = (part: number, number: number, step: number): TrainingEvent => ({
  ...{ kind: 'epoch', part, epoch: number, step, loss: 1, accuracy: 0.6 },
  ...{ validationLoss: 1.1, validationAccuracy: 0.7 },
});

const after = (events: readonly TrainingEvent[], run = begun) => events.reduce(afterEvent, run);

it('knows how many images train and validate', () => {
  const after = afterEvent(begun, { kind: 'images', training: 850, validation: 150 });
  expect(after.images).toEqual({ training: 850, validation: 150 });
});

describe('afterEvent', () => {
  it('runs with the first step, and smooths the loss of the batches', () => {
    const run = after([progress(1), progress(2)]);
    expect(run).toMatchObject({ status: 'running', stage: null });
    expect(run.points.map(({ step }) => step)).toEqual([1, 2]);
    expect(run.points.map(({ loss }) => loss)).toEqual([2, 2 + 0.12 * (1 - 2)]);
  });

  it('does not take a pause back when a late step arrives', () => {
    expect(after([progress(1)], { ...begun, status: 'paused' }).status).toBe('paused');
    expect(after([progress(1)], { ...begun, status: 'stopping' }).status).toBe('stopping');
  });

  it('puts recipe steps one behind the other, each with its accuracy before', () => {
    const run = after([
      { kind: 'part', part: 0, bits, before: 0.3 },
      progress(20),
      epoch(0, 1, 20),
      { kind: 'part', part: 1, bits, before: 0.4 },
      progress(5, { part: 1 }),
    ]);
    expect(run.parts.map(({ from }) => from)).toEqual([0, 20]);
    expect(run.points.map(({ step }) => step)).toEqual([20, 25]);
    expect(run.epochs.map((point) => [point.step, point.validationAccuracy])).toEqual([
      [0, 0.3],
      [20, 0.7],
      [20, 0.4],
    ]);
  });

  it('forgets what did not happen: after a recovery the training is back at its last state', () => {
    const run = after([progress(1), progress(2), progress(3), progress(2)]);
    expect(run.points.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('keeps no more points than a chart can show, the newest in full', () => {
    const run = after(Array.from({ length: 3000 }, (_, i) => progress(i + 1)));
    expect(run.points.length).toBeLessThanOrEqual(800);
    expect(run.points.slice(-3).map(({ step }) => step)).toEqual([2998, 2999, 3000]);
    expect(run.points[0]?.step).toBe(1);
  });
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('passes items on together, in their order, and what is left when asked', () => {
  const passed: (readonly number[])[] = [];
  const { add, flush } = inBatches<number>((items) => passed.push(items), 100);
  add(1);
  add(2);
  vi.advanceTimersByTime(99);
  expect(passed).toEqual([]);
  vi.advanceTimersByTime(1);
  add(3);
  flush();
  flush();
  vi.advanceTimersByTime(500);
  expect(passed).toEqual([[1, 2], [3]]);
});
