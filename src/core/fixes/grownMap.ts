import { windowAxis, type Padding } from '../tensor/window.ts';

/** One axis of a map that has grown: its cells `from` to `from + count - 1` hold what the whole map held before. */
export interface GrownAxis {
  readonly size: number;
  readonly from: number;
  readonly count: number;
}

/** Whether windows at the edge of the old map keep what they read. */
export type Edges = 'kept' | 'changed';

/** How a window slides along one axis. */
interface Sliding {
  readonly window: number;
  readonly stride: number;
  readonly padding: Padding;
}

/**
 * Where the outputs of a window are after its padding changed and its kernel got zeros around it.
 * Before:  out[i] reads in[i * stride - before + k],                          0 <= k < window
 * After:   out'[j] reads in'[j * stride - before' + zeros + k], and in'[from + q] is what in[q] was. They read the same where
 *          j = i + (from - before - zeros + before') / stride.
 * @param zeros cells of zeros before the kernel
 * @param edges 'kept': a window that reached over the edge must not read a cell that was not there; 'changed': it may, and what it gives
 *        is another number
 * @returns null where windows of both never meet, or where an edge would not be kept
 */
export function slideGrown(
  input: GrownAxis,
  old: Sliding,
  next: Pick<Sliding, 'window' | 'padding'>,
  zeros: number,
  edges: Edges = 'kept',
): GrownAxis | null {
  const { stride, window } = old;
  const was = windowAxis(input.count, window, stride, old.padding);
  const now = windowAxis(input.size, next.window, stride, next.padding);
  const from = (input.from - was.before - zeros + now.before) / stride;
  if (!Number.isInteger(from) || from < 0 || from + was.output > now.output) return null;
  const grown = { size: now.output, from, count: was.output };
  if (edges === 'changed') return grown;
  const reachesBelow = was.before > 0;
  const reachesAbove = (was.output - 1) * stride - was.before + window > input.count;
  if (reachesBelow && input.from > 0) return null;
  if (reachesAbove && input.from + input.count < input.size) return null;
  return grown;
}

/** One way to do a step: what it does to both axes, and what it costs. */
export interface Option<C> {
  readonly choice: C;
  readonly map: readonly [GrownAxis, GrownAxis];
  readonly cost: number;
}

/** What can be done to a layer whose input map has grown so. */
export type Step<C> = (map: readonly [GrownAxis, GrownAxis]) => readonly Option<C>[];

/** The cheapest choices, one a step, that lead to the end; null where none does. Maps that are reached twice are followed once. */
export function cheapestWay<C>(
  start: readonly [GrownAxis, GrownAxis],
  steps: readonly Step<C>[],
): { readonly choices: readonly C[]; readonly map: readonly [GrownAxis, GrownAxis] } | null {
  interface Way {
    readonly choices: readonly C[];
    readonly map: readonly [GrownAxis, GrownAxis];
    readonly cost: number;
  }
  let ways: readonly Way[] = [{ choices: [], map: start, cost: 0 }];
  for (const step of steps) {
    const best = new Map<string, Way>();
    for (const way of ways) {
      for (const { choice, map, cost } of step(way.map)) {
        const key = map.map(({ size, from }) => `${size} ${from}`).join();
        const total = way.cost + cost;
        if (total >= (best.get(key)?.cost ?? Infinity)) continue;
        best.set(key, { choices: [...way.choices, choice], map, cost: total });
      }
    }
    ways = [...best.values()];
  }
  const [first, ...more] = ways;
  return first ? more.reduce((a, b) => (b.cost < a.cost ? b : a), first) : null;
}
