import { Convolution, PLAIN } from './convolution';
import { Finish, finish, storeSome } from './finish';
import { rounded } from './multiply';

/**
 * One filter a channel, [kernelHeight, kernelWidth, channels] float32, each row of the weights followed by room for three values.
 * Finishes row by row; its groups go round with the channels.
 */
export function convolveDepthwise(how: Convolution): void {
  const cell = <usize>how.channels << 2;
  const outRow = <usize>how.outWidth * cell;
  // Columns whose windows lie inside the image as a whole.
  const reach = (how.kernelWidth - 1) * how.dilationWidth;
  const inside = min(how.outWidth, (how.left + how.strideWidth - 1) / how.strideWidth);
  const after = max(inside, min(how.outWidth, floorDivide(how.width - 1 - reach + how.left, how.strideWidth) + 1));
  let out = how.out;
  for (let n = 0; n < how.batch; n++) {
    const image = how.input + <usize>(n * how.height * how.width) * cell;
    for (let i = 0; i < how.outHeight; i++) {
      const top = i * how.strideHeight - how.top;
      const firstTap = max(0, (-top + how.dilationHeight - 1) / how.dilationHeight);
      const endTap = max(firstTap, min(how.kernelHeight, floorDivide(how.height - 1 - top, how.dilationHeight) + 1));
      for (let j = 0; j < inside; j++) border(how, image, out, top, firstTap, endTap, j);
      if (how.mode == PLAIN) {
        let j = inside;
        for (; j + 4 <= after; j += 4) four(how, image, out, top, firstTap, endTap, j);
        for (; j < after; j++) border(how, image, out, top, firstTap, endTap, j);
      } else {
        for (let j = inside; j < after; j++) border(how, image, out, top, firstTap, endTap, j);
      }
      for (let j = after; j < how.outWidth; j++) border(how, image, out, top, firstTap, endTap, j);
      const values = changetype<Finish>(how.finish);
      if (values.flags != 0) finish(out, out, how.outWidth * how.channels, values);
      out += outRow;
    }
  }
}

function floorDivide(a: i32, b: i32): i32 {
  return a < 0 ? -((-a + b - 1) / b) : a / b;
}

/** Four outputs beside each other, whose windows lie inside the image. */
function four(how: Convolution, image: usize, out: usize, top: i32, firstTap: i32, endTap: i32, j: i32): void {
  const cell = <usize>how.channels << 2;
  const step = <usize>how.strideWidth * cell;
  const tapRow = <usize>(how.dilationHeight * how.width) * cell;
  const tapColumn = <usize>how.dilationWidth * cell;
  const corner = image + <usize>((top + firstTap * how.dilationHeight) * how.width + j * how.strideWidth - how.left) * cell;
  const firstWeight = how.weights + <usize>(firstTap * how.kernelWidth) * cell;
  out += <usize>j * cell;
  for (let c: usize = 0; c < cell; c += 16) {
    let s0 = f32x4.splat(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    let row = corner + c;
    let weight = firstWeight + c;
    for (let a = firstTap; a < endTap; a++) {
      let x = row;
      for (let b = 0; b < how.kernelWidth; b++) {
        const w = v128.load(weight);
        s0 = f32x4.add(s0, f32x4.mul(w, v128.load(x)));
        s1 = f32x4.add(s1, f32x4.mul(w, v128.load(x + step)));
        s2 = f32x4.add(s2, f32x4.mul(w, v128.load(x + 2 * step)));
        s3 = f32x4.add(s3, f32x4.mul(w, v128.load(x + 3 * step)));
        weight += cell;
        x += tapColumn;
      }
      row += tapRow;
    }
    const here = <i32>((cell - c) >> 2);
    storeSome(out + c, s0, here);
    storeSome(out + c + cell, s1, here);
    storeSome(out + c + 2 * cell, s2, here);
    storeSome(out + c + 3 * cell, s3, here);
  }
}

/** One output, its window cut at the borders. */
function border(how: Convolution, image: usize, out: usize, top: i32, firstTap: i32, endTap: i32, j: i32): void {
  const cell = <usize>how.channels << 2;
  const tapRow = <usize>(how.dilationHeight * how.width) * cell;
  const tapColumn = <usize>how.dilationWidth * cell;
  const left = j * how.strideWidth - how.left;
  const first = max(0, (-left + how.dilationWidth - 1) / how.dilationWidth);
  const end = max(first, min(how.kernelWidth, floorDivide(how.width - 1 - left, how.dilationWidth) + 1));
  const corner = image + <usize>((top + firstTap * how.dilationHeight) * how.width + left + first * how.dilationWidth) * cell;
  const firstWeight = how.weights + <usize>(firstTap * how.kernelWidth + first) * cell;
  const weightRow = <usize>how.kernelWidth * cell;
  out += <usize>j * cell;
  for (let c: usize = 0; c < cell; c += 16) {
    let row = corner + c;
    let weightLine = firstWeight + c;
    let sum = f32x4.splat(0);
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let a = firstTap; a < endTap; a++) {
      let x = row;
      let weight = weightLine;
      for (let b = first; b < end; b++) {
        const value = v128.load(x);
        const w = v128.load(weight);
        if (how.mode == PLAIN) {
          sum = f32x4.add(sum, f32x4.mul(w, value));
        } else {
          low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(w), f64x2.promote_low_f32x4(value)));
          high = f64x2.add(high, f64x2.mul(f64x2.promote_low_f32x4(upper(w)), f64x2.promote_low_f32x4(upper(value))));
        }
        weight += cell;
        x += tapColumn;
      }
      row += tapRow;
      weightLine += weightRow;
    }
    if (how.mode != PLAIN) sum = rounded(low, high);
    storeSome(out + c, sum, <i32>((cell - c) >> 2));
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function upper(values: v128): v128 {
  return v128.shuffle<i32>(values, values, 2, 3, 2, 3);
}
