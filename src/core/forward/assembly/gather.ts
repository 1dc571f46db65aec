import { Convolution } from './convolution';

/**
 * The cells under one window, one after the other, as the weights lie: rows, columns, channels of the group. Cells that padding adds are zero.
 * Writes up to three values more.
 */
export function gather(how: Convolution, index: i32, group: i32, to: usize): void {
  const depth = <usize>how.depth << 2;
  const cell = <usize>how.channels << 2;
  const j = index % how.outWidth;
  const line = index / how.outWidth;
  const i = line % how.outHeight;
  const image = how.input + <usize>((line / how.outHeight) * how.height * how.width) * cell + <usize>group * depth;
  const left = j * how.strideWidth - how.left;
  const isRun = how.groups == 1 && how.dilationWidth == 1;
  const windowRow = <usize>how.kernelWidth * depth;
  for (let a = 0; a < how.kernelHeight; a++) {
    const row = i * how.strideHeight + a * how.dilationHeight - how.top;
    if (row < 0 || row >= how.height) {
      clear(to, windowRow);
      to += windowRow;
      continue;
    }
    const from = image + <usize>(row * how.width) * cell;
    if (isRun) {
      const first = max(0, -left);
      const end = max(first, min(how.kernelWidth, how.width - left));
      clear(to, <usize>first * depth);
      copy(to + <usize>first * depth, from + <usize>(left + first) * cell, <usize>(end - first) * depth);
      clear(to + <usize>end * depth, <usize>(how.kernelWidth - end) * depth);
      to += windowRow;
      continue;
    }
    for (let b = 0; b < how.kernelWidth; b++) {
      const column = left + b * how.dilationWidth;
      if (column < 0 || column >= how.width) clear(to, depth);
      else copy(to, from + <usize>column * cell, depth);
      to += depth;
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function clear(to: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 16) v128.store(to, f32x4.splat(0));
}

// @ts-ignore: decorator of AssemblyScript
@inline
function copy(to: usize, from: usize, bytes: usize): void {
  for (const end = to + bytes; to < end; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
}

/** Float32 to float64. */
export function widen(from: usize, to: usize, length: i32): void {
  for (let k = 0; k < length; k++) {
    store<f64>(to, <f64>load<f32>(from));
    from += 4;
    to += 8;
  }
}

/** Euclidean size of a row, rounded anyhow. */
export function sizeOf(row: usize, length: i32): f32 {
  let squares = f32x4.splat(0);
  let k = 0;
  for (; k + 4 <= length; k += 4) {
    const x = v128.load(row);
    squares = f32x4.add(squares, f32x4.mul(x, x));
    row += 16;
  }
  let sum =
    f32x4.extract_lane(squares, 0) +
    f32x4.extract_lane(squares, 1) +
    f32x4.extract_lane(squares, 2) +
    f32x4.extract_lane(squares, 3);
  for (; k < length; k++) {
    sum += load<f32>(row) * load<f32>(row);
    row += 4;
  }
  return sqrt<f32>(sum);
}
