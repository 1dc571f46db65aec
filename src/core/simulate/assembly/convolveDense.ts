import { storeAccumulator } from './accumulator';

/**
 * Convolution that visits every input: 4 output positions by 2 vectors of neurons at a time, so that each weight loaded is used
 * 4 times. Inputs are int16, taken in pairs of neighbours: one multiply-add instruction sums a pair for 4 lanes.
 * @param positions  i32 byte offsets into `input` of the windows of all output positions, a multiple of 4 of them
 * @param runs  i32 triples: byte offset in the window, number of pairs, mode (0: go on, 1 or 2: see storeAccumulator)
 * @param weights  int16: for every 2 vectors all pairs of the window in the order of the runs, 32 bytes a pair
 * @param blockBytes  size of the weights of 2 vectors
 * @param outStride  bytes of one position's potentials
 */
export function convolveDense(
  positions: usize,
  positionCount: i32,
  input: usize,
  runs: usize,
  runCount: i32,
  weights: usize,
  blockBytes: usize,
  blockCount: i32,
  shift: i32,
  out: usize,
  outStride: usize,
): void {
  const blockOut: usize = shift == 0 ? 32 : 64;
  const vectorOut: usize = blockOut >> 1;
  for (let position = 0; position < positionCount; position += 4) {
    const p0 = input + <usize>load<i32>(positions, 0);
    const p1 = input + <usize>load<i32>(positions, 4);
    const p2 = input + <usize>load<i32>(positions, 8);
    const p3 = input + <usize>load<i32>(positions, 12);
    positions += 16;
    for (let block = 0; block < blockCount; block++) {
      let weight = weights + <usize>block * blockBytes;
      let a0 = i32x4.splat(0),
        b0 = a0,
        a1 = a0,
        b1 = a0,
        a2 = a0,
        b2 = a0,
        a3 = a0,
        b3 = a0;
      const endRun = runs + <usize>runCount * 12;
      for (let run = runs; run < endRun; run += 12) {
        let at = <usize>load<i32>(run, 0);
        const end = at + ((<usize>load<i32>(run, 4)) << 2);
        const mode = load<i32>(run, 8);
        for (; at < end; at += 4) {
          const wa = v128.load(weight, 0);
          const wb = v128.load(weight, 16);
          weight += 32;
          const x0 = v128.load32_splat(p0 + at);
          a0 = i32x4.add(a0, i32x4.dot_i16x8_s(x0, wa));
          b0 = i32x4.add(b0, i32x4.dot_i16x8_s(x0, wb));
          const x1 = v128.load32_splat(p1 + at);
          a1 = i32x4.add(a1, i32x4.dot_i16x8_s(x1, wa));
          b1 = i32x4.add(b1, i32x4.dot_i16x8_s(x1, wb));
          const x2 = v128.load32_splat(p2 + at);
          a2 = i32x4.add(a2, i32x4.dot_i16x8_s(x2, wa));
          b2 = i32x4.add(b2, i32x4.dot_i16x8_s(x2, wb));
          const x3 = v128.load32_splat(p3 + at);
          a3 = i32x4.add(a3, i32x4.dot_i16x8_s(x3, wa));
          b3 = i32x4.add(b3, i32x4.dot_i16x8_s(x3, wb));
        }
        if (mode != 0) {
          let to = out + <usize>block * blockOut;
          storeAccumulator(to, a0, shift, mode);
          storeAccumulator(to + vectorOut, b0, shift, mode);
          to += outStride;
          storeAccumulator(to, a1, shift, mode);
          storeAccumulator(to + vectorOut, b1, shift, mode);
          to += outStride;
          storeAccumulator(to, a2, shift, mode);
          storeAccumulator(to + vectorOut, b2, shift, mode);
          to += outStride;
          storeAccumulator(to, a3, shift, mode);
          storeAccumulator(to + vectorOut, b3, shift, mode);
          a0 = i32x4.splat(0);
          b0 = a0;
          a1 = a0;
          b1 = a0;
          a2 = a0;
          b2 = a0;
          a3 = a0;
          b3 = a0;
        }
      }
    }
    out += outStride << 2;
  }
}
