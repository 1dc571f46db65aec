/**
 * What is done to the sums of a layer before they are stored, in this order; each step rounds to float32 as its layer does:
 *     BIAS   x + bias
 *     NORM   (x - mean) * factor + beta
 *     ABOVE_ZERO  max(x, 0), a -0 and NaN as Math.max gives them;   NOT_NEGATIVE  x < 0 ? 0 : x
 *     UPPER  min(x, upper)
 *     LEVELS a = (x - threshold) / step;  step * clip(a + (ceil(a) - a), 0, levels)
 * The channels' values lie behind each other in groups of four channels: bias, mean, factor, beta, size of the filter (`GROUP` bytes).
 */
@unmanaged
export class Finish {
  flags: i32;
  /** Address of the groups. */
  groups: usize;
  /** Groups before the channels repeat. */
  period: i32;
  upper: f32;
  threshold: f32;
  step: f32;
  levels: f32;
}

export const BIAS: i32 = 1;
export const NORM: i32 = 2;
export const ABOVE_ZERO: i32 = 4;
export const NOT_NEGATIVE: i32 = 8;
export const UPPER: i32 = 16;
export const LEVELS: i32 = 32;

/** Bytes of one group of four channels. */
export const GROUP: usize = 80;
/** Where the sizes of the filters lie in it. */
export const FILTER_SIZE: usize = 64;

// @ts-ignore: decorator of AssemblyScript
@inline
export function finishVector(sums: v128, how: Finish, group: usize): v128 {
  const flags = how.flags;
  let x = sums;
  if (flags & BIAS) x = f32x4.add(x, v128.load(group));
  if (flags & NORM) {
    x = f32x4.mul(f32x4.sub(x, v128.load(group, 16)), v128.load(group, 32));
    x = f32x4.add(x, v128.load(group, 48));
  }
  if (flags & ABOVE_ZERO) x = f32x4.max(x, f32x4.splat(0));
  if (flags & NOT_NEGATIVE) x = f32x4.pmax(x, f32x4.splat(0));
  if (flags & UPPER) x = f32x4.pmin(x, f32x4.splat(how.upper));
  if (flags & LEVELS) {
    const a = f32x4.div(f32x4.sub(x, f32x4.splat(how.threshold)), f32x4.splat(how.step));
    const level = f32x4.pmax(f32x4.add(a, f32x4.sub(f32x4.ceil(a), a)), f32x4.splat(0));
    x = f32x4.mul(f32x4.splat(how.step), f32x4.pmin(level, f32x4.splat(how.levels)));
  }
  return x;
}

/**
 * Finishes values where they lie, or copies them finished.
 * @param values  float32, the channels of one cell after the other; up to three more than `count` are read and written
 */
export function finish(values: usize, out: usize, count: i32, how: Finish): void {
  const endGroup = how.groups + <usize>how.period * GROUP;
  const end = values + ((<usize>count) << 2);
  let group = how.groups;
  for (; values < end; values += 16) {
    v128.store(out, finishVector(v128.load(values), how, group));
    out += 16;
    group += GROUP;
    if (group == endGroup) group = how.groups;
  }
}

/** Stores the first `count` of four values. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function storeSome(to: usize, values: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, values);
    return;
  }
  if (count > 0) store<f32>(to, f32x4.extract_lane(values, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(values, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(values, 2), 8);
}
