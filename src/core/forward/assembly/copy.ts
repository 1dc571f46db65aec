/** Copies rows of bytes that lie apart. */
export function copyRows(from: usize, fromStride: usize, to: usize, toStride: usize, rows: i32, bytes: usize): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(to, from, bytes);
    from += fromStride;
    to += toStride;
  }
}

/** Writes every float32 `times` times. */
export function repeatChannels(from: usize, to: usize, count: i32, times: i32): void {
  for (let i = 0; i < count; i++) {
    const value = load<f32>(from);
    for (let q = 0; q < times; q++) {
      store<f32>(to, value);
      to += 4;
    }
    from += 4;
  }
}
