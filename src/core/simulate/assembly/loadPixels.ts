/**
 * Widens an image of bytes into the inner part of an int16 buffer.
 * @param runs  runs of bytes that stay together: one a row of the image, or one a position where positions are wider in the buffer
 * @param sizeX  rows; row x goes to out + x * rowBytes, run r of it r * runBytes behind
 */
export function loadPixels(
  image: usize,
  sizeX: i32,
  runs: i32,
  runLength: i32,
  out: usize,
  rowBytes: usize,
  runBytes: usize,
): void {
  const whole = runLength & ~7;
  for (let x = 0; x < sizeX; x++) {
    let to = out + <usize>x * rowBytes;
    for (let run = 0; run < runs; run++) {
      let i = 0;
      for (; i < whole; i += 8)
        v128.store(to + ((<usize>i) << 1), v128.load8x8_u(image + <usize>i));
      for (; i < runLength; i++) store<i16>(to + ((<usize>i) << 1), load<u8>(image + <usize>i));
      image += <usize>runLength;
      to += runBytes;
    }
  }
}
