import { expect, it } from 'vitest';
import { scheduleFactor, type Schedule } from './schedules.ts';

it.each<readonly [Schedule, number, number, number]>([
  [{ type: 'constant' }, 0.7, 3, 1],
  [{ type: 'cosine' }, 0, 0, 1],
  [{ type: 'cosine' }, 0.5, 1, 0.5],
  [{ type: 'cosine' }, 1, 2, 0],
  [{ type: 'step', epochs: 2, factor: 0.1 }, 0.4, 1.9, 1],
  [{ type: 'step', epochs: 2, factor: 0.1 }, 0.4, 2, 0.1],
  [{ type: 'step', epochs: 2, factor: 0.1 }, 0.9, 4.5, 0.01],
  [{ type: 'step' }, 0.3, 2, 1],
  [{ type: 'step' }, 0.7, 2, 0.01],
])('%j at %f, epoch %f: %f', (schedule, progress, epoch, factor) => {
  expect(scheduleFactor(schedule, progress, epoch)).toBeCloseTo(factor, 12);
});
