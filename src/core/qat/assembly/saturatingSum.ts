/**
 * Sums the cells of each image, every sum held in `lowest` .. `highest` after each addition:
 *     out[b, c] = sum over cells of x[b, cell, c]
 * @param x  float32 [batch, cells, channels]
 */
export function saturatingSum(
  x: usize,
  out: usize,
  batch: i32,
  cells: i32,
  channels: i32,
  lowest: f32,
  highest: f32,
): void {
  const bottom = f32x4.splat(lowest);
  const top = f32x4.splat(highest);
  const pixel = (<usize>channels) << 2;
  const vectorEnd = (<usize>(channels & ~3)) << 2;
  for (let b = 0; b < batch; b++) {
    for (let at: usize = 0; at < vectorEnd; at += 16) {
      let sum = f32x4.splat(0);
      let from = x + at;
      for (let cell = 0; cell < cells; cell++) {
        sum = f32x4.min(f32x4.max(f32x4.add(sum, v128.load(from)), bottom), top);
        from += pixel;
      }
      v128.store(out + at, sum);
    }
    for (let at = vectorEnd; at < pixel; at += 4) {
      let sum: f32 = 0;
      let from = x + at;
      for (let cell = 0; cell < cells; cell++) {
        sum = min(max(sum + load<f32>(from), lowest), highest);
        from += pixel;
      }
      store<f32>(out + at, sum);
    }
    x += <usize>cells * pixel;
    out += pixel;
  }
}
