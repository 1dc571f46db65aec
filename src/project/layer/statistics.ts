import type { Histogram, Spread } from './layerView.ts';

/** Smallest, middle and largest value; zeros for an empty list. The middle of an even list is the upper one. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (index: number) => sorted[index] ?? 0;
  return { min: at(0), median: at(sorted.length >> 1), max: at(sorted.length - 1) };
}

/** Counts values in `bins` equal intervals from the smallest to the largest; values that are not finite are left out. */
export function histogramOf(values: ArrayLike<number>, bins: number): Histogram {
  let [from, to] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) return { from: 0, to: 0, counts: [] };
  const counts = new Array<number>(bins).fill(0);
  const scale = to > from ? bins / (to - from) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.floor((value - from) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { from, to, counts };
}
