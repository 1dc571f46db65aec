import { beforeAll, describe, expect, it } from 'vitest';
import { prepareBackend } from '../../core/qat/prepareBackend.ts';
import type { TrainProgress } from '../../core/qat/trainer.ts';
import type { TrainingEvent } from '../../project/training/request.ts';
import { createProgressReporter } from './reportProgress.ts';

beforeAll(() => prepareBackend('cpu'));

/** A step of a training of 100 steps with 32 images each, as the trainer tells it after `seconds`. */
function stepAt(step: number, seconds: number): TrainProgress {
  const imagesPerSecond = (32 * step) / seconds;
  return {
    ...{ epoch: 1, epochs: 1, step, steps: 100, batchLoss: 1, loss: 1, accuracy: 0.5 },
    ...{ learningRate: 0.001, imagesPerSecond, etaSeconds: (32 * (100 - step)) / imagesPerSecond },
    ...{ tensors: 0, bytes: 0, finishedEpoch: null },
  };
}

function reported(times: readonly number[]): TrainingEvent[] {
  const events: TrainingEvent[] = [];
  let now = 0;
  const report = createProgressReporter(
    0,
    (event) => events.push(event),
    () => now,
  );
  times.forEach((ms, i) => {
    now = ms;
    report(stepAt(i + 1, ms / 1000));
  });
  return events;
}

describe('createProgressReporter', () => {
  it('tells no more than the page can draw', () => {
    const events = reported(Array.from({ length: 100 }, (_, i) => 10 * (i + 1)));
    expect(events.length).toBeLessThan(12);
  });

  it('measures the speed of the last steps, whatever came before them', () => {
    const slow = Array.from({ length: 5 }, (_, i) => 10_000 * (i + 1));
    const fast = Array.from({ length: 40 }, (_, i) => 50_000 + 200 * (i + 1));
    const last = reported([...slow, ...fast]).at(-1);
    expect(last).toMatchObject({ kind: 'progress' });
    if (last?.kind !== 'progress') return;
    // 32 images in 0.2 s; 55 steps are left.
    expect(last.progress.imagesPerSecond).toBeCloseTo(160, 6);
    expect(last.progress.etaSeconds).toBeCloseTo(11, 6);
  });

  it('tells when the device slept, and does not count it', () => {
    const awake = [200, 400, 600];
    const events = reported([...awake, 600 + 10 * 60_000, 800 + 10 * 60_000]);
    const notices = events.filter((event) => event.kind === 'notice');
    expect(notices.map(({ notice }) => notice.text)).toEqual([
      'This tab slept or waited for 10 minutes; training went on where it was.',
    ]);
    const speeds = events.flatMap((event) =>
      event.kind === 'progress' ? [event.progress.imagesPerSecond] : [],
    );
    expect(speeds.at(-1)).toBeCloseTo(160, 6);
  });
});
