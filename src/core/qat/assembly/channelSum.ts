/**
 * Sums rows: out[n] = sum over rows of x[row, n], float32. Four partial sums keep rounding errors small.
 * @param x  [rows, channels]
 */
export function channelSum(x: usize, rows: i32, channels: i32, out: usize): void {
  memory.fill(out, 0, (<usize>channels) << 2);
  const rowBytes = (<usize>channels) << 2;
  const vectorEnd = (<usize>(channels & ~3)) << 2;
  // Blocks of rows are summed apart: a sum over a million rows one by one would lose digits.
  for (let start = 0; start < rows; start += 256) {
    const end = min(rows, start + 256);
    const block = x + <usize>start * rowBytes;
    for (let at: usize = 0; at < vectorEnd; at += 16) {
      let sum = f32x4.splat(0);
      let from = block + at;
      for (let row = start; row < end; row++) {
        sum = f32x4.add(sum, v128.load(from));
        from += rowBytes;
      }
      v128.store(out + at, f32x4.add(sum, v128.load(out + at)));
    }
    for (let at = vectorEnd; at < rowBytes; at += 4) {
      let sum: f32 = 0;
      let from = block + at;
      for (let row = start; row < end; row++) {
        sum += load<f32>(from);
        from += rowBytes;
      }
      store<f32>(out + at, sum + load<f32>(out + at));
    }
  }
}
