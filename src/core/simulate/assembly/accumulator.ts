/**
 * Adds accumulators to potentials in memory.
 * With `shift` 0 an accumulator holds 4 neurons, one an i32 lane. Otherwise it holds 8: each lane is low + (high << shift), where
 * `low` fits in `shift` signed bits; the low ones are neurons 0..3, the high ones 4..7.
 * @param mode  1 overwrites the potentials, 2 adds to them
 */
// @ts-ignore: decorator of AssemblyScript
@inline
export function storeAccumulator(to: usize, accumulator: v128, shift: i32, mode: i32): void {
  if (shift == 0) {
    storePotentials(to, accumulator, mode);
    return;
  }
  const unused = 32 - shift;
  const low = i32x4.shr_s(i32x4.shl(accumulator, unused), unused);
  const high = i32x4.shr_s(i32x4.sub(accumulator, low), shift);
  storePotentials(to, low, mode);
  storePotentials(to + 16, high, mode);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function storePotentials(to: usize, values: v128, mode: i32): void {
  v128.store(to, mode == 1 ? values : i32x4.add(values, v128.load(to)));
}
