import type { Tensor } from '../../tensor/tensor.ts';

/** How sums are taken: in float32; in float64; in float32, with doubtful ones again in float64. */
export type SumKind = 'plain' | 'exact' | 'guarded';

/** Filters of a panel: 2 vectors of 4 float32, or 2 of 2 float64. */
const PANEL = { plain: 8, guarded: 8, exact: 4 } as const;

/**
 * A kernel as the SIMD kernels take it: by group and panel of filters, the weights of the panel's filters beside each other, zeros where the
 * last panel is not full and behind a window of an odd number of cells.
 * @param kernel  float32 [kh, kw, channels / groups, filters of all groups]
 * @returns [groups, panels, kh * kw * channels / groups made even, filters of a panel], float64 for exact sums, else float32
 */
export function packKernel(
  { data, shape }: Tensor,
  groups: number,
  kind: SumKind,
): Float32Array | Float64Array {
  const [, , , all = 1] = shape;
  const window = data.length / all;
  const length = window + (window % 2);
  const filters = all / groups;
  const panel = PANEL[kind];
  const panels = Math.ceil(filters / panel);
  const size = groups * panels * length * panel;
  const packed = kind === 'exact' ? new Float64Array(size) : new Float32Array(size);
  for (let group = 0; group < groups; group++) {
    for (let f = 0; f < filters; f++) {
      const start = (group * panels + Math.floor(f / panel)) * length * panel + (f % panel);
      const from = group * filters + f;
      for (let k = 0; k < window; k++) packed[start + k * panel] = data[k * all + from] as number;
    }
  }
  return packed;
}

/** Channel of each lane of the panels of 8 filters; -1 where a panel is not full. */
export function lanesOf(groups: number, filters: number): Int32Array {
  const padded = Math.ceil(filters / 8) * 8;
  return Int32Array.from({ length: groups * padded }, (_, lane) => {
    const f = lane % padded;
    return f < filters ? Math.floor(lane / padded) * filters + f : -1;
  });
}

/** So small that it changes no bound, and keeps what is lost of squares of tiny numbers. */
const TINY = 1e-18;

/** Euclidean size of each filter, float32. @param kernel  [kh, kw, channels, filters] */
export function filterSizes({ data, shape }: Tensor): Float32Array {
  const filters = shape[3] ?? 1;
  const squares = new Float64Array(filters);
  data.forEach((weight, i) => {
    squares[i % filters] = (squares[i % filters] as number) + weight * weight;
  });
  return Float32Array.from(squares, (sum) => Math.sqrt(sum) + TINY);
}
