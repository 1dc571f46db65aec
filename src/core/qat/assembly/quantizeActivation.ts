/**
 * Quantized activation per channel, values on float32:
 *     level = clip(ceil((x - threshold[n]) / width[n]), 0, levels);  out = level * unit
 * With `exact` the quotient is taken in float64, so that no integer potential is put on the wrong level. Without, it is taken in
 * float32 and rounded up as a + (ceil(a) - a), which can miss the integer by a bit: so does the toolkit's ceil_through.
 * @param x  [rows, channels]
 * @param threshold  [channels]
 * @param width  [channels], > 0
 */
export function quantizeActivation(
  x: usize,
  threshold: usize,
  width: usize,
  out: usize,
  rows: i32,
  channels: i32,
  levels: f32,
  unit: f32,
  exact: i32,
): void {
  const zero = f32x4.splat(0);
  const top = f32x4.splat(levels);
  const factor = f32x4.splat(unit);
  const vectorEnd = (<usize>(channels & ~3)) << 2;
  const rowBytes = (<usize>channels) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < vectorEnd; at += 16) {
      const level = levelOf(v128.load(x + at), v128.load(threshold + at), v128.load(width + at), exact);
      v128.store(out + at, f32x4.mul(f32x4.min(f32x4.max(level, zero), top), factor));
    }
    for (let at = vectorEnd; at < rowBytes; at += 4) {
      const level = levelOfOne(load<f32>(x + at), load<f32>(threshold + at), load<f32>(width + at), exact);
      store<f32>(out + at, min(max(level, <f32>0), levels) * unit);
    }
    x += rowBytes;
    out += rowBytes;
  }
}

/** Straight-through gradient of `quantizeActivation`: out = dy where the unclipped level is 0 .. levels, else 0. */
export function quantizeActivationGradient(
  x: usize,
  threshold: usize,
  width: usize,
  dy: usize,
  out: usize,
  rows: i32,
  channels: i32,
  levels: f32,
  exact: i32,
): void {
  const zero = f32x4.splat(0);
  const top = f32x4.splat(levels);
  const vectorEnd = (<usize>(channels & ~3)) << 2;
  const rowBytes = (<usize>channels) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < vectorEnd; at += 16) {
      const level = levelOf(v128.load(x + at), v128.load(threshold + at), v128.load(width + at), exact);
      const inside = v128.and(f32x4.ge(level, zero), f32x4.le(level, top));
      v128.store(out + at, v128.and(v128.load(dy + at), inside));
    }
    for (let at = vectorEnd; at < rowBytes; at += 4) {
      const level = levelOfOne(load<f32>(x + at), load<f32>(threshold + at), load<f32>(width + at), exact);
      store<f32>(out + at, level >= 0 && level <= levels ? load<f32>(dy + at) : <f32>0);
    }
    x += rowBytes;
    dy += rowBytes;
    out += rowBytes;
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function levelOf(x: v128, threshold: v128, width: v128, exact: i32): v128 {
  const distance = f32x4.sub(x, threshold);
  if (exact == 0) {
    const quotient = f32x4.div(distance, width);
    return f32x4.add(quotient, f32x4.sub(f32x4.ceil(quotient), quotient));
  }
  const low = f64x2.ceil(f64x2.div(f64x2.promote_low_f32x4(distance), f64x2.promote_low_f32x4(width)));
  const high = f64x2.ceil(
    f64x2.div(f64x2.promote_low_f32x4(upper(distance)), f64x2.promote_low_f32x4(upper(width))),
  );
  // Levels beyond float32's integers are far outside the clip, which is all that counts.
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function upper(values: v128): v128 {
  return v128.shuffle<i32>(values, values, 2, 3, 2, 3);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function levelOfOne(x: f32, threshold: f32, width: f32, exact: i32): f32 {
  const distance = x - threshold;
  if (exact != 0) return <f32>ceil(<f64>distance / <f64>width);
  const quotient = distance / width;
  return quotient + (ceil(quotient) - quotient);
}
