/**
 * Depthwise convolution of an int16 buffer into int16 sums, 8 channels at a time; no sum may leave int16.
 * @param positions  i32 byte offsets into `input` of the windows of all output positions
 * @param cells  i32 byte offsets of the window's cells
 * @param weights  int16 (cell, channel)
 * @param channels  a multiple of 8
 * @param out  int16 (position, channel)
 * @returns number of non-zero sums
 */
export function convolveDepthwise(
  positions: usize,
  positionCount: i32,
  input: usize,
  cells: usize,
  cellCount: i32,
  weights: usize,
  channels: i32,
  out: usize,
): i32 {
  const zero = i16x8.splat(0);
  const channelBytes = (<usize>channels) << 1;
  const endCell = cells + ((<usize>cellCount) << 2);
  let events = 0;
  for (let position = 0; position < positionCount; position++) {
    const window = input + <usize>load<i32>(positions + ((<usize>position) << 2));
    for (let c: usize = 0; c < channelBytes; c += 16) {
      let sum = zero;
      let weight = weights + c;
      for (let cell = cells; cell < endCell; cell += 4) {
        const values = v128.load(window + <usize>load<i32>(cell) + c);
        sum = i16x8.add(sum, i16x8.mul(values, v128.load(weight)));
        weight += channelBytes;
      }
      events += popcnt(i16x8.bitmask(i16x8.ne(sum, zero)));
      v128.store(out, sum);
      out += 16;
    }
  }
  return events;
}
