/**
 * Spikes of potentials, 8 neurons at a time, exact where floor(actStep * 16) < 2^18 and no potential lies more than 2^24 above its
 * threshold:
 *     spikes = min(ceil((clamp(potential - threshold, 0, limit) - 2^-(bits + 1)) * 2^bits / step), 2^bits - 1)
 * Subtracting half of the smallest possible difference keeps the quotient at least 1 / (2 step) away from every integer, more than
 * float32 can err (15 * 2^-23), so that the rounded quotient has the exact quotient's ceiling.
 * @param potentials  i32 (X, Y, stride / 4)
 * @param tables  thresholds i32, limits i32, factors f32 (2^bits / step), each `tableBytes` long
 * @param out  int16, row x at out + <usize>x * rowBytes, position y behind at y * cellBytes; 8 values are written at a time, in order, with
 *             zeros behind the last neuron: what lies there must be zero or be written later
 */
export function activate(
  potentials: usize, stride: usize, sizeX: i32, sizeY: i32, neurons: i32,
  tables: usize, tableBytes: usize, bits: i32,
  out: usize, rowBytes: usize, cellBytes: usize,
): void {
  const limits = tables + tableBytes;
  const factors = limits + tableBytes;
  const half = f32x4.splat(<f32>1 / <f32>(2 << bits));
  const most = i32x4.splat((1 << bits) - 1);
  const neuronBytes = <usize>neurons << 2;
  for (let x = 0; x < sizeX; x++) {
    let to = out + <usize>x * rowBytes;
    for (let y = 0; y < sizeY; y++) {
      let cell = to;
      for (let n: usize = 0; n < neuronBytes; n += 32) {
        const low = spikes(potentials + n, tables + n, limits + n, factors + n, half, most);
        const high = spikes(potentials + n + 16, tables + n + 16, limits + n + 16, factors + n + 16, half, most);
        v128.store(cell, i16x8.narrow_i32x4_s(low, high));
        cell += 16;
      }
      potentials += stride;
      to += cellBytes;
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function spikes(
  potentials: usize, thresholds: usize, limits: usize, factors: usize, half: v128, most: v128,
): v128 {
  const distance = i32x4.sub(v128.load(potentials), v128.load(thresholds));
  const clamped = i32x4.min_s(i32x4.max_s(distance, i32x4.splat(0)), v128.load(limits));
  const quotient = f32x4.mul(f32x4.sub(f32x4.convert_i32x4_s(clamped), half), v128.load(factors));
  // 2^23 + an integer holds that integer in its low bits: cheaper than the conversion instruction with its range checks.
  const shifted = f32x4.add(f32x4.ceil(quotient), f32x4.splat(8388608.0));
  return i32x4.min_s(v128.and(shifted, i32x4.splat(0xff)), most);
}

/** As `activate`, for every step and threshold, one neuron at a time; `tables` holds thresholds i32 and steps i32. See spikes.ts. */
export function activateExact(
  potentials: usize, stride: usize, sizeX: i32, sizeY: i32, neurons: i32,
  tables: usize, tableBytes: usize, bits: i32,
  out: usize, rowBytes: usize, cellBytes: usize,
): void {
  const most: u32 = (1 << bits) - 1;
  for (let x = 0; x < sizeX; x++) {
    let to = out + <usize>x * rowBytes;
    for (let y = 0; y < sizeY; y++) {
      for (let n = 0; n < neurons; n++) {
        const at = <usize>n << 2;
        const distance = load<i32>(potentials + at) - load<i32>(tables + at);
        let fired: u32 = 0;
        if (distance > 0) {
          const numerator = <u32>((<u32>distance << bits) - 1) & 0xfffffff;
          fired = min(numerator / load<u32>(tables + tableBytes + at) + 1, most);
        }
        store<i16>(to + (<usize>n << 1), <i16>fired);
      }
      potentials += stride;
      to += cellBytes;
    }
  }
}
