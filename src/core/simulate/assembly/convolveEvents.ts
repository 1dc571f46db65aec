import { storeAccumulator } from './accumulator';

/**
 * Convolution that visits only non-zero pairs of inputs: one output position by 8 or 2 vectors of neurons at a time.
 * @param positions  i32 byte offsets into `ends` of the windows of all output positions
 * @param ends  i32: where each list of events ends (see listEvents)
 * @param lists  first list; list i starts at lists + i * listBytes
 * @param units  i32 triples: byte offset in `ends` from the position's own, byte offset of the unit's weights in a block,
 *               mode (0: go on, 1 or 2: see storeAccumulator)
 * @param weights, blockBytes, blockCount, shift, out, outStride  as in convolveDense
 */
export function convolveEvents(
  positions: usize, positionCount: i32,
  ends: usize, lists: usize, listBytes: usize,
  units: usize, unitCount: i32,
  weights: usize, blockBytes: usize, blockCount: i32,
  shift: i32, out: usize, outStride: usize,
): void {
  const blockOut: usize = shift == 0 ? 32 : 64;
  const endUnit = units + <usize>unitCount * 12;
  for (let position = 0; position < positionCount; position++) {
    const window = <usize>load<i32>(positions + (<usize>position << 2));
    let block = 0;
    for (; block + 4 <= blockCount; block += 4) {
      fourBlocks(window, ends, lists, listBytes, units, endUnit, weights + <usize>block * blockBytes, blockBytes, shift, out + <usize>block * blockOut);
    }
    for (; block < blockCount; block++) {
      oneBlock(window, ends, lists, listBytes, units, endUnit, weights + <usize>block * blockBytes, shift, out + <usize>block * blockOut);
    }
    out += outStride;
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function fourBlocks(
  window: usize, ends: usize, lists: usize, listBytes: usize,
  units: usize, endUnit: usize, weights: usize, blockBytes: usize, shift: i32, to: usize,
): void {
  const vectorOut: usize = shift == 0 ? 16 : 32;
  let a = i32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (let unit = units; unit < endUnit; unit += 12) {
    const list = window + <usize>load<i32>(unit, 0);
    const w0 = weights + <usize>load<i32>(unit, 4);
    const w1 = w0 + blockBytes, w2 = w1 + blockBytes, w3 = w2 + blockBytes;
    const end = <usize>load<i32>(ends + list);
    for (let event = lists + (list >> 2) * listBytes; event < end; event += 8) {
      const x = v128.load32_splat(event, 0);
      const row = <usize>load<i32>(event, 4);
      a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(w0 + row, 0)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(x, v128.load(w0 + row, 16)));
      c = i32x4.add(c, i32x4.dot_i16x8_s(x, v128.load(w1 + row, 0)));
      d = i32x4.add(d, i32x4.dot_i16x8_s(x, v128.load(w1 + row, 16)));
      e = i32x4.add(e, i32x4.dot_i16x8_s(x, v128.load(w2 + row, 0)));
      f = i32x4.add(f, i32x4.dot_i16x8_s(x, v128.load(w2 + row, 16)));
      g = i32x4.add(g, i32x4.dot_i16x8_s(x, v128.load(w3 + row, 0)));
      h = i32x4.add(h, i32x4.dot_i16x8_s(x, v128.load(w3 + row, 16)));
    }
    const mode = load<i32>(unit, 8);
    if (mode != 0) {
      storeAccumulator(to, a, shift, mode);
      storeAccumulator(to + vectorOut, b, shift, mode);
      storeAccumulator(to + 2 * vectorOut, c, shift, mode);
      storeAccumulator(to + 3 * vectorOut, d, shift, mode);
      storeAccumulator(to + 4 * vectorOut, e, shift, mode);
      storeAccumulator(to + 5 * vectorOut, f, shift, mode);
      storeAccumulator(to + 6 * vectorOut, g, shift, mode);
      storeAccumulator(to + 7 * vectorOut, h, shift, mode);
      a = i32x4.splat(0);
      b = a; c = a; d = a; e = a; f = a; g = a; h = a;
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function oneBlock(
  window: usize, ends: usize, lists: usize, listBytes: usize,
  units: usize, endUnit: usize, weights: usize, shift: i32, to: usize,
): void {
  const vectorOut: usize = shift == 0 ? 16 : 32;
  let a = i32x4.splat(0), b = a;
  for (let unit = units; unit < endUnit; unit += 12) {
    const list = window + <usize>load<i32>(unit, 0);
    const w0 = weights + <usize>load<i32>(unit, 4);
    const end = <usize>load<i32>(ends + list);
    for (let event = lists + (list >> 2) * listBytes; event < end; event += 8) {
      const x = v128.load32_splat(event, 0);
      const row = <usize>load<i32>(event, 4);
      a = i32x4.add(a, i32x4.dot_i16x8_s(x, v128.load(w0 + row, 0)));
      b = i32x4.add(b, i32x4.dot_i16x8_s(x, v128.load(w0 + row, 16)));
    }
    const mode = load<i32>(unit, 8);
    if (mode != 0) {
      storeAccumulator(to, a, shift, mode);
      storeAccumulator(to + vectorOut, b, shift, mode);
      a = i32x4.splat(0);
      b = a;
    }
  }
}
