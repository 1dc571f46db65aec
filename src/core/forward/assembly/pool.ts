import { Convolution } from './convolution';
import { Finish, finish } from './finish';
import { rounded } from './multiply';

/** Largest value of each window, NaN passed over; padded cells do not take part. Writes up to three values behind the output. */
export function maxPool(how: Convolution): void {
  pool(how, false);
}

/** Mean of each window, summed and divided in float64; padded cells do not count. */
export function averagePool(how: Convolution): void {
  pool(how, true);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function pool(how: Convolution, isMean: bool): void {
  const cell = <usize>how.channels << 2;
  const line = <usize>how.width * cell;
  const values = changetype<Finish>(how.finish);
  let out = how.out;
  for (let n = 0; n < how.batch; n++) {
    const image = how.input + <usize>(n * how.height) * line;
    for (let i = 0; i < how.outHeight; i++) {
      const top = i * how.strideHeight - how.top;
      const firstRow = max(0, top);
      const endRow = min(how.height, top + how.kernelHeight);
      const start = out;
      for (let j = 0; j < how.outWidth; j++) {
        const left = j * how.strideWidth - how.left;
        const first = max(0, left);
        const end = min(how.width, left + how.kernelWidth);
        const corner = image + <usize>firstRow * line + <usize>first * cell;
        const cells = <f64>(max(0, endRow - firstRow) * max(0, end - first));
        for (let c: usize = 0; c < cell; c += 16) {
          if (isMean) v128.store(out + c, meanOf(corner + c, endRow - firstRow, end - first, line, cell, cells));
          else v128.store(out + c, largestOf(corner + c, endRow - firstRow, end - first, line, cell));
        }
        out += cell;
      }
      if (values.flags != 0) finish(start, start, how.outWidth * how.channels, values);
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function largestOf(row: usize, rows: i32, columns: i32, line: usize, cell: usize): v128 {
  let largest = f32x4.splat(-Infinity);
  for (let a = 0; a < rows; a++) {
    let x = row;
    for (let b = 0; b < columns; b++) {
      largest = f32x4.pmax(largest, v128.load(x));
      x += cell;
    }
    row += line;
  }
  return largest;
}

// @ts-ignore: decorator of AssemblyScript
@inline
function meanOf(row: usize, rows: i32, columns: i32, line: usize, cell: usize, cells: f64): v128 {
  let low = f64x2.splat(0);
  let high = low;
  for (let a = 0; a < rows; a++) {
    let x = row;
    for (let b = 0; b < columns; b++) {
      const value = v128.load(x);
      low = f64x2.add(low, f64x2.promote_low_f32x4(value));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(value, value, 2, 3, 2, 3)));
      x += cell;
    }
    row += line;
  }
  const by = f64x2.splat(cells);
  return rounded(f64x2.div(low, by), f64x2.div(high, by));
}
