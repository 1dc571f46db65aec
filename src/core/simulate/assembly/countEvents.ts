/**
 * Counts the non-zero values of the inner (X, Y, C) part of an int16 buffer.
 * @param input  first inner value
 * @param rowBytes  bytes from one x to the next
 * @param cellBytes  bytes from one y to the next; the buffer has 14 readable bytes behind its end
 * @param coverage  i32 (X, Y): the windows that meet each position
 * @param result  written: f64 number of events, f64 the same weighted by coverage
 */
export function countEvents(
  input: usize,
  rowBytes: usize,
  cellBytes: usize,
  sizeX: i32,
  sizeY: i32,
  channels: i32,
  coverage: usize,
  result: usize,
): void {
  const zero = i16x8.splat(0);
  let events = 0;
  let meetings: i64 = 0;
  const whole = channels & ~7;
  const rest = channels & 7;
  const restMask = (1 << rest) - 1;
  for (let x = 0; x < sizeX; x++) {
    let cell = input;
    for (let y = 0; y < sizeY; y++) {
      let here = 0;
      let at = cell;
      for (let c = 0; c < whole; c += 8) {
        here += popcnt(i16x8.bitmask(i16x8.ne(v128.load(at), zero)));
        at += 16;
      }
      if (rest != 0) {
        here += popcnt(i16x8.bitmask(i16x8.ne(v128.load(at), zero)) & restMask);
      }
      cell += cellBytes;
      events += here;
      meetings += <i64>here * <i64>load<i32>(coverage);
      coverage += 4;
    }
    input += rowBytes;
  }
  store<f64>(result, <f64>events, 0);
  store<f64>(result, <f64>meetings, 8);
}
