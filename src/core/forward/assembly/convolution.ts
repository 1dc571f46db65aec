/** A convolution over a batch: addresses, sizes and window; `windows.ts` beside the TypeScript side writes the same fields in the same order. */
@unmanaged
export class Convolution {
  /** float32 [batch, height, width, channels] */
  input: usize;
  /** float32 [batch, outHeight, outWidth, filters of all groups] */
  out: usize;
  /** For each group and each panel of filters [length, filters of a panel]: 8 float32, or 4 float64 where `mode` is EXACT. */
  weights: usize;
  /** Address of a `Finish`, its groups padded to whole panels. */
  finish: usize;
  /** Room for gathered rows, `tile` of them and 16 bytes. */
  rows: usize;
  /** Room for the same in float64 where `mode` is EXACT; for sizes of rows, float32, where it is GUARDED. */
  scratch: usize;
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  top: i32;
  left: i32;
  outHeight: i32;
  outWidth: i32;
  groups: i32;
  /** Channels of a group. */
  depth: i32;
  /** Filters of a group. */
  filters: i32;
  /** Windows gathered at once, a multiple of 4. */
  tile: i32;
  mode: i32;
}

/** Sums in float32. */
export const PLAIN: i32 = 0;
/** Sums in float64, rounded once: bit for bit the reference's. */
export const EXACT: i32 = 1;
/** Sums in float32; where their rounding could put a value on another level, that one is summed in float64. */
export const GUARDED: i32 = 2;
