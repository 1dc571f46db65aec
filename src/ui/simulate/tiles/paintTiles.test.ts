import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paintInTurn, type Painting } from './paintTiles.ts';

let now = 0;
let log: string[] = [];

beforeEach(() => {
  now = 0;
  log = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A painting of some pieces of 3 ms each. */
function* pieces(name: string, count: number): Painting {
  for (let i = 1; i <= count; i++) {
    now += 3;
    log.push(`${name}${i}`);
    yield;
  }
}
const canvas = () => ({}) as HTMLCanvasElement;

it('paints a few pieces at a time, one canvas after the other', () => {
  paintInTurn(canvas(), pieces('a', 3));
  paintInTurn(canvas(), pieces('b', 1));
  expect(log).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(log).toEqual(['a1', 'a2']);
  vi.advanceTimersToNextTimer();
  expect(log).toEqual(['a1', 'a2', 'a3', 'b1']);
  vi.runAllTimers();
  expect(log).toHaveLength(4);
});

it('a newer request replaces the one before; one that is taken back is not painted', () => {
  const [first, second] = [canvas(), canvas()];
  paintInTurn(first, pieces('old', 3));
  paintInTurn(first, pieces('new', 1));
  paintInTurn(second, pieces('never', 1))();
  vi.runAllTimers();
  expect(log).toEqual(['new1']);
});
