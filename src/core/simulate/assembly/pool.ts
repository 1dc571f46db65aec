// @ts-ignore: decorator of AssemblyScript
@inline
function saturate(potentials: v128): v128 {
  return i32x4.min_s(i32x4.max_s(potentials, i32x4.splat(-524288)), i32x4.splat(524287));
}

/** Cuts potentials to 20 signed bits, in place. `bytes` is a multiple of 16. */
export function saturateAll(potentials: usize, bytes: usize): void {
  const end = potentials + bytes;
  for (; potentials < end; potentials += 16) v128.store(potentials, saturate(v128.load(potentials)));
}

/** Sums potentials over all positions, in 20 bits after every addition. `stride` is a multiple of 16 bytes. */
export function poolSum(potentials: usize, positionCount: i32, stride: usize, out: usize): void {
  const end = potentials + <usize>positionCount * stride;
  for (let n: usize = 0; n < stride; n += 16) {
    let sum = i32x4.splat(0);
    for (let at = potentials + n; at < end; at += stride) sum = saturate(i32x4.add(sum, v128.load(at)));
    v128.store(out + n, sum);
  }
}

/**
 * Maximum over a window of positions, padded ones ignored, cut to 20 bits.
 * @param potentials  i32 (inX, inY, stride / 4)
 * @param out  i32 (outX, outY, stride / 4); may not overlap
 */
export function poolMaximum(
  potentials: usize, inX: i32, inY: i32, stride: usize,
  sizeX: i32, sizeY: i32, stepX: i32, stepY: i32, beforeX: i32, beforeY: i32,
  out: usize, outX: i32, outY: i32,
): void {
  for (let x = 0; x < outX; x++) {
    const fromX = max(x * stepX - beforeX, 0);
    const toX = min(x * stepX - beforeX + sizeX, inX);
    for (let y = 0; y < outY; y++) {
      const fromY = max(y * stepY - beforeY, 0);
      const toY = min(y * stepY - beforeY + sizeY, inY);
      for (let n: usize = 0; n < stride; n += 16) {
        let most = i32x4.splat(-2147483648);
        for (let px = fromX; px < toX; px++) {
          for (let py = fromY; py < toY; py++) {
            most = i32x4.max_s(most, v128.load(potentials + <usize>(px * inY + py) * stride + n));
          }
        }
        v128.store(out, saturate(most));
        out += 16;
      }
    }
  }
}
