import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inBatches } from './inBatches.ts';

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
