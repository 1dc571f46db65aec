/** Products that are summed before the sum is added to what came before: keeps the rounding of long sums small. Even. */
export const RUN: i32 = 256;

const part = memory.data(128, 16);

// @ts-ignore: decorator of AssemblyScript
@inline
function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(f32x4.mul(a, b), sum);
}

/**
 * Four rows by eight filters: sums[r, f] = sum over k of row_r[k] * weights[k, f], in float32.
 * The order of the sum is the same for every row, whichever others it is computed with.
 * @param p0  addresses of the rows, float32 [length]
 * @param weights  float32 [length, 8]
 * @param length  even
 * @param sums  float32 [4, 8]
 */
export function multiply(p0: usize, p1: usize, p2: usize, p3: usize, weights: usize, length: i32, sums: usize): void {
  multiplyRun(p0, p1, p2, p3, weights, min(length, RUN), sums);
  for (let done = RUN; done < length; done += RUN) {
    const at = <usize>done << 2;
    multiplyRun(p0 + at, p1 + at, p2 + at, p3 + at, weights + (at << 3), min(length - done, RUN), part);
    for (let i: usize = 0; i < 128; i += 16) v128.store(sums + i, f32x4.add(v128.load(sums + i), v128.load(part + i)));
  }
}

/** Nothing but this loop: V8 (11.3, x64) keeps the sums in registers only as long as nothing else is done with them. */
function multiplyRun(p0: usize, p1: usize, p2: usize, p3: usize, weights: usize, length: i32, sums: usize): void {
  let a0 = f32x4.splat(0),
    b0 = a0,
    a1 = a0,
    b1 = a0,
    a2 = a0,
    b2 = a0,
    a3 = a0,
    b3 = a0;
  for (let k = 0; k < length; k += 2) {
    const w00 = v128.load(weights, 0);
    const w01 = v128.load(weights, 16);
    const x00 = v128.load32_splat(p0, 0);
    a0 = multiplyAdd(x00, w00, a0);
    b0 = multiplyAdd(x00, w01, b0);
    const x01 = v128.load32_splat(p1, 0);
    a1 = multiplyAdd(x01, w00, a1);
    b1 = multiplyAdd(x01, w01, b1);
    const x02 = v128.load32_splat(p2, 0);
    a2 = multiplyAdd(x02, w00, a2);
    b2 = multiplyAdd(x02, w01, b2);
    const x03 = v128.load32_splat(p3, 0);
    a3 = multiplyAdd(x03, w00, a3);
    b3 = multiplyAdd(x03, w01, b3);
    const w10 = v128.load(weights, 32);
    const w11 = v128.load(weights, 48);
    const x10 = v128.load32_splat(p0, 4);
    a0 = multiplyAdd(x10, w10, a0);
    b0 = multiplyAdd(x10, w11, b0);
    const x11 = v128.load32_splat(p1, 4);
    a1 = multiplyAdd(x11, w10, a1);
    b1 = multiplyAdd(x11, w11, b1);
    const x12 = v128.load32_splat(p2, 4);
    a2 = multiplyAdd(x12, w10, a2);
    b2 = multiplyAdd(x12, w11, b2);
    const x13 = v128.load32_splat(p3, 4);
    a3 = multiplyAdd(x13, w10, a3);
    b3 = multiplyAdd(x13, w11, b3);
    weights += 64;
    p0 += 8;
    p1 += 8;
    p2 += 8;
    p3 += 8;
  }
  v128.store(sums, a0, 0);
  v128.store(sums, b0, 16);
  v128.store(sums, a1, 32);
  v128.store(sums, b1, 48);
  v128.store(sums, a2, 64);
  v128.store(sums, b2, 80);
  v128.store(sums, a3, 96);
  v128.store(sums, b3, 112);
}
/**
 * The same in float64, four rows by four filters, products in their order: what the reference computes, to the last bit.
 * @param p0  addresses of the rows, float64 [length]
 * @param weights  float64 [length, 4]
 * @param sums  float64 [4, 4]
 */
export function multiplyExactly(p0: usize, p1: usize, p2: usize, p3: usize, weights: usize, length: i32, sums: usize): void {
  let a0 = f64x2.splat(0),
    b0 = a0,
    a1 = a0,
    b1 = a0,
    a2 = a0,
    b2 = a0,
    a3 = a0,
    b3 = a0;
  for (let k = 0; k < length; k++) {
    const wa = v128.load(weights, 0);
    const wb = v128.load(weights, 16);
    const x0 = v128.load64_splat(p0);
    a0 = f64x2.add(a0, f64x2.mul(x0, wa));
    b0 = f64x2.add(b0, f64x2.mul(x0, wb));
    const x1 = v128.load64_splat(p1);
    a1 = f64x2.add(a1, f64x2.mul(x1, wa));
    b1 = f64x2.add(b1, f64x2.mul(x1, wb));
    const x2 = v128.load64_splat(p2);
    a2 = f64x2.add(a2, f64x2.mul(x2, wa));
    b2 = f64x2.add(b2, f64x2.mul(x2, wb));
    const x3 = v128.load64_splat(p3);
    a3 = f64x2.add(a3, f64x2.mul(x3, wa));
    b3 = f64x2.add(b3, f64x2.mul(x3, wb));
    weights += 32;
    p0 += 8;
    p1 += 8;
    p2 += 8;
    p3 += 8;
  }
  v128.store(sums, a0, 0);
  v128.store(sums, b0, 16);
  v128.store(sums, a1, 32);
  v128.store(sums, b1, 48);
  v128.store(sums, a2, 64);
  v128.store(sums, b2, 80);
  v128.store(sums, a3, 96);
  v128.store(sums, b3, 112);
}

/** Four float64 as float32. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function rounded(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** One sum in float64, in the order of `multiplyExactly`. @param weights  float32, 32 bytes from one product to the next */
export function sumExactly(row: usize, weights: usize, length: i32): f32 {
  let sum: f64 = 0;
  for (let k = 0; k < length; k++) {
    sum += <f64>load<f32>(row) * <f64>load<f32>(weights);
    row += 4;
    weights += 32;
  }
  return <f32>sum;
}
