import { storeAccumulator } from './accumulator';

/**
 * Convolution that visits only the non-zero pairs of its inputs: one output position by 8 or 4 vectors of neurons at a time.
 * Vectors behind the last one repeat it, and what they write is overwritten by the next position: `out` needs room for one
 * position more.
 * @param windows  i32 index of the first cell of the window of each output position
 * @param starts  where the events of each cell start: see listEvents
 * @param rowCells  cells from one row of a window to the next; a window has `rows` rows of `rowLength` cells
 * @param pairs  pairs a cell
 * @param eventsAFlush  events that the accumulators hold at most
 * @param weights, blockBytes, blockCount, shift, out, outStride  as in convolveDense
 */
export function convolveEvents(
  windows: usize, windowCount: i32, starts: usize,
  rowCells: i32, rows: i32, rowLength: i32, pairs: i32, eventsAFlush: i32,
  weights: usize, blockBytes: usize, blockCount: i32,
  shift: i32, out: usize, outStride: usize,
): void {
  const blockOut: usize = shift == 0 ? 32 : 64;
  const rowBytes = <usize>(rowLength * pairs) << 5;
  const cellBytes = <usize>pairs << 5;
  const flushBytes = <usize>eventsAFlush << 3;
  for (let i = 0; i < windowCount; i++) {
    const window = load<i32>(windows + (<usize>i << 2));
    let block = 0;
    while (block < blockCount) {
      const last = weights + <usize>(blockCount - 1) * blockBytes;
      const w0 = weights + <usize>block * blockBytes;
      const w1 = min(w0 + blockBytes, last);
      const to = out + <usize>block * blockOut;
      if (block + 2 < blockCount) {
        const w2 = min(w1 + blockBytes, last);
        const w3 = min(w2 + blockBytes, last);
        fourBlocks(window, starts, rowCells, rows, rowLength, cellBytes, rowBytes, flushBytes, w0, w1, w2, w3, shift, to);
        block += 4;
      } else {
        twoBlocks(window, starts, rowCells, rows, rowLength, cellBytes, rowBytes, flushBytes, w0, w1, shift, to);
        block += 2;
      }
    }
    out += outStride;
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function fourBlocks(
  window: i32, starts: usize, rowCells: i32, rows: i32, rowLength: i32,
  cellBytes: usize, rowBytes: usize, flushBytes: usize,
  w0: usize, w1: usize, w2: usize, w3: usize, shift: i32, to: usize,
): void {
  const vectorOut: usize = shift == 0 ? 16 : 32;
  let a = i32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  let mode = 1;
  let room = flushBytes;
  for (let row = 0; row < rows; row++) {
    let event = <usize>load<i32>(starts + (<usize>window << 2));
    const end = <usize>load<i32>(starts + (<usize>(window + rowLength) << 2));
    const base = <usize>row * rowBytes - <usize>window * cellBytes;
    while (event < end) {
      const stop = min(end, event + room);
      room -= stop - event;
      for (; event < stop; event += 8) {
        const x = v128.load32_splat(event, 0);
        const at = base + <usize>load<i32>(event, 4);
        a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(w0 + at, 0)));
        b = i32x4.add(b, i32x4.dot_i16x8_s(x, v128.load(w0 + at, 16)));
        c = i32x4.add(c, i32x4.dot_i16x8_s(x, v128.load(w1 + at, 0)));
        d = i32x4.add(d, i32x4.dot_i16x8_s(x, v128.load(w1 + at, 16)));
        e = i32x4.add(e, i32x4.dot_i16x8_s(x, v128.load(w2 + at, 0)));
        f = i32x4.add(f, i32x4.dot_i16x8_s(x, v128.load(w2 + at, 16)));
        g = i32x4.add(g, i32x4.dot_i16x8_s(x, v128.load(w3 + at, 0)));
        h = i32x4.add(h, i32x4.dot_i16x8_s(x, v128.load(w3 + at, 16)));
      }
      if (room == 0) {
        storeFour(to, vectorOut, a, b, c, d, shift, mode);
        storeFour(to + 4 * vectorOut, vectorOut, e, f, g, h, shift, mode);
        a = i32x4.splat(0);
        b = a; c = a; d = a; e = a; f = a; g = a; h = a;
        mode = 2;
        room = flushBytes;
      }
    }
    window += rowCells;
  }
  storeFour(to, vectorOut, a, b, c, d, shift, mode);
  storeFour(to + 4 * vectorOut, vectorOut, e, f, g, h, shift, mode);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function twoBlocks(
  window: i32, starts: usize, rowCells: i32, rows: i32, rowLength: i32,
  cellBytes: usize, rowBytes: usize, flushBytes: usize,
  w0: usize, w1: usize, shift: i32, to: usize,
): void {
  const vectorOut: usize = shift == 0 ? 16 : 32;
  let a = i32x4.splat(0), b = a, c = a, d = a;
  let mode = 1;
  let room = flushBytes;
  for (let row = 0; row < rows; row++) {
    let event = <usize>load<i32>(starts + (<usize>window << 2));
    const end = <usize>load<i32>(starts + (<usize>(window + rowLength) << 2));
    const base = <usize>row * rowBytes - <usize>window * cellBytes;
    while (event < end) {
      const stop = min(end, event + room);
      room -= stop - event;
      for (; event < stop; event += 8) {
        const x = v128.load32_splat(event, 0);
        const at = base + <usize>load<i32>(event, 4);
        a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(w0 + at, 0)));
        b = i32x4.add(b, i32x4.dot_i16x8_s(x, v128.load(w0 + at, 16)));
        c = i32x4.add(c, i32x4.dot_i16x8_s(x, v128.load(w1 + at, 0)));
        d = i32x4.add(d, i32x4.dot_i16x8_s(x, v128.load(w1 + at, 16)));
      }
      if (room == 0) {
        storeFour(to, vectorOut, a, b, c, d, shift, mode);
        a = i32x4.splat(0);
        b = a; c = a; d = a;
        mode = 2;
        room = flushBytes;
      }
    }
    window += rowCells;
  }
  storeFour(to, vectorOut, a, b, c, d, shift, mode);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function storeFour(
  to: usize, vectorOut: usize, a: v128, b: v128, c: v128, d: v128, shift: i32, mode: i32,
): void {
  storeAccumulator(to, a, shift, mode);
  storeAccumulator(to + vectorOut, b, shift, mode);
  storeAccumulator(to + 2 * vectorOut, c, shift, mode);
  storeAccumulator(to + 3 * vectorOut, d, shift, mode);
}
