import { Convolution, EXACT, GUARDED } from './convolution';
import { FILTER_SIZE, Finish, finishVector, GROUP, storeSome } from './finish';
import { gather, sizeOf, widen } from './gather';
import { multiply, multiplyExactly, rounded, RUN, sumExactly } from './multiply';

const sums = memory.data(128, 16);
const spare = memory.data(16, 16);

/** Half a unit in the last place of 1. */
const UNIT: f32 = 5.9604645e-8;
/** Below it squares are lost, and with them sizes. */
const TINY: f32 = 1e-18;

/** Convolves, and finishes every value before it is stored. A dense layer is a window of one cell on images of one cell. */
export function convolve(how: Convolution): void {
  const window = how.kernelHeight * how.kernelWidth * how.depth;
  // Weights and gathered rows end in a zero where the window is odd.
  const length = (window + 1) & ~1;
  const count = how.batch * how.outHeight * how.outWidth;
  const isDirect = isPointwise(how) && how.mode != EXACT && length == window;
  const stride = ((<usize>length + 3) & ~3) << 2;
  for (let first = 0; first < count; first += how.tile) {
    const rows = min(how.tile, count - first);
    for (let group = 0; group < how.groups; group++) {
      if (isDirect) {
        const bytes = <usize>length << 2;
        multiplyTile(how, how.input + <usize>first * bytes, bytes, first, rows, group, length);
        continue;
      }
      for (let r = 0; r < rows; r++) {
        const row = how.rows + (how.mode == EXACT ? 0 : <usize>r * stride);
        gather(how, first + r, group, row);
        if (length != window) store<f32>(row + (<usize>window << 2), 0);
        if (how.mode == EXACT) widen(row, how.scratch + (<usize>(r * length) << 3), length);
      }
      if (how.mode == EXACT) multiplyTileExactly(how, first, rows, group, length);
      else multiplyTile(how, how.rows, stride, first, rows, group, length);
    }
  }
}

function isPointwise(how: Convolution): bool {
  return (
    how.kernelHeight == 1 &&
    how.kernelWidth == 1 &&
    how.strideHeight == 1 &&
    how.strideWidth == 1 &&
    how.groups == 1 &&
    how.top == 0 &&
    how.left == 0
  );
}

function multiplyTile(how: Convolution, base: usize, stride: usize, first: i32, rows: i32, group: i32, length: i32): void {
  const panels = (how.filters + 7) >> 3;
  const finish = changetype<Finish>(how.finish);
  const outStride = <usize>(how.filters * how.groups) << 2;
  const isGuarded = how.mode == GUARDED;
  if (isGuarded) {
    for (let r = 0; r < rows; r++) store<f32>(how.scratch + (<usize>r << 2), sizeOf(base + <usize>r * stride, length));
  }
  // What a sum in float32 may be off, as a share of the sizes of row and filter: half a unit for every addition that a product goes
  // through, a few for its own rounding and that of the bounds. The factor makes up for the rounding of the sizes.
  const additions = <f32>(min(length, RUN) + length / RUN + 4);
  const share = additions * UNIT * (<f32>1.01 + <f32>length * UNIT);
  for (let panel = 0; panel < panels; panel++) {
    const index = group * panels + panel;
    const weights = how.weights + (<usize>(index * length) << 5);
    const params = finish.groups + <usize>(index * 2) * GROUP;
    const here = how.filters - panel * 8;
    let out = how.out + <usize>first * outStride + (<usize>(group * how.filters + panel * 8) << 2);
    for (let r = 0; r < rows; r += 4) {
      const p0 = base + <usize>r * stride;
      const p1 = base + <usize>min(r + 1, rows - 1) * stride;
      const p2 = base + <usize>min(r + 2, rows - 1) * stride;
      const p3 = base + <usize>min(r + 3, rows - 1) * stride;
      multiply(p0, p1, p2, p3, weights, length, sums);
      const end = min(4, rows - r);
      for (let s = 0; s < end; s++) {
        const from = sums + (<usize>s << 5);
        if (isGuarded) {
          const slack = share * (load<f32>(how.scratch + (<usize>(r + s) << 2)) + TINY);
          const row = base + <usize>(r + s) * stride;
          finishGuarded(from, finish, params, out, here, slack, row, weights, length);
          if (here > 4) finishGuarded(from + 16, finish, params + GROUP, out + 16, here - 4, slack, row, weights + 16, length);
        } else {
          storeSome(out, finishVector(v128.load(from), finish, params), here);
          if (here > 4) storeSome(out + 16, finishVector(v128.load(from, 16), finish, params + GROUP), here - 4);
        }
        out += outStride;
      }
    }
  }
}

/**
 * Rounds up to a level four sums that may be off by `slack` times the size of their filter. Every step of `finishVector` keeps order (or
 * turns it round), so a sum whose two bounds end on the same level is on it. Others are summed again.
 */
function finishGuarded(
  from: usize,
  finish: Finish,
  params: usize,
  out: usize,
  count: i32,
  slack: f32,
  row: usize,
  weights: usize,
  length: i32,
): void {
  const x = v128.load(from);
  const margin = f32x4.mul(f32x4.splat(slack), v128.load(params, FILTER_SIZE));
  const low = finishVector(f32x4.sub(x, margin), finish, params);
  const same = f32x4.eq(low, finishVector(f32x4.add(x, margin), finish, params));
  storeSome(out, low, count);
  if (i32x4.all_true(same)) return;
  const mask = i32x4.bitmask(same);
  for (let lane = 0; lane < min(4, count); lane++) {
    if (mask & (1 << lane)) continue;
    const sum = sumExactly(row, weights + (<usize>lane << 2), length);
    v128.store(spare, finishVector(f32x4.splat(sum), finish, params));
    store<f32>(out + (<usize>lane << 2), load<f32>(spare + (<usize>lane << 2)));
  }
}

function multiplyTileExactly(how: Convolution, first: i32, rows: i32, group: i32, length: i32): void {
  const panels = (how.filters + 3) >> 2;
  const padded = ((how.filters + 7) >> 3) << 1;
  const finish = changetype<Finish>(how.finish);
  const outStride = <usize>(how.filters * how.groups) << 2;
  const stride = <usize>length << 3;
  for (let panel = 0; panel < panels; panel++) {
    const weights = how.weights + (<usize>((group * panels + panel) * length) << 5);
    const params = finish.groups + <usize>(group * padded + panel) * GROUP;
    const here = how.filters - panel * 4;
    let out = how.out + <usize>first * outStride + (<usize>(group * how.filters + panel * 4) << 2);
    for (let r = 0; r < rows; r += 4) {
      const p0 = how.scratch + <usize>r * stride;
      const p1 = how.scratch + <usize>min(r + 1, rows - 1) * stride;
      const p2 = how.scratch + <usize>min(r + 2, rows - 1) * stride;
      const p3 = how.scratch + <usize>min(r + 3, rows - 1) * stride;
      multiplyExactly(p0, p1, p2, p3, weights, length, sums);
      const end = min(4, rows - r);
      for (let s = 0; s < end; s++) {
        const from = sums + (<usize>s << 5);
        const x = rounded(v128.load(from), v128.load(from, 16));
        storeSome(out, finishVector(x, finish, params), here);
        out += outStride;
      }
    }
  }
}
