/**
 * Gradient of a max pool, float32, NHWC: each output's gradient goes to the first largest cell of its window.
 * @param x  [batch, height, width, channels], the pool's input
 * @param dy  [batch, outHeight, outWidth, channels]
 * @param out  shape of x
 */
export function maxPoolGradient(
  x: usize,
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  sizeHeight: i32,
  sizeWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const vectorEnd = (<usize>(channels & ~3)) << 2;
  const row = <usize>width * pixel;
  memory.fill(out, 0, <usize>(batch * height) * row);
  let grad = dy;
  for (let b = 0; b < batch; b++) {
    const image = <usize>(b * height) * row;
    for (let oh = 0; oh < outHeight; oh++) {
      const firstRow = max(0, oh * strideHeight - top);
      const endRow = min(height, oh * strideHeight - top + sizeHeight);
      for (let ow = 0; ow < outWidth; ow++) {
        const first = max(0, ow * strideWidth - left);
        const end = min(width, ow * strideWidth - left + sizeWidth);
        const window = image + <usize>firstRow * row + <usize>first * pixel;
        for (let at: usize = 0; at < vectorEnd; at += 16) {
          routeVector(x + window + at, out + window + at, v128.load(grad + at), endRow - firstRow, end - first, row, pixel);
        }
        for (let at = vectorEnd; at < pixel; at += 4) {
          routeOne(x + window + at, out + window + at, load<f32>(grad + at), endRow - firstRow, end - first, row, pixel);
        }
        grad += pixel;
      }
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function routeVector(x: usize, out: usize, dy: v128, rows: i32, columns: i32, row: usize, pixel: usize): void {
  let best = f32x4.splat(-Infinity);
  let found = i32x4.splat(-1);
  let cell = 0;
  for (let h = 0; h < rows; h++) {
    let from = x + <usize>h * row;
    for (let w = 0; w < columns; w++) {
      const value = v128.load(from);
      const larger = f32x4.gt(value, best);
      best = v128.bitselect(value, best, larger);
      found = v128.bitselect(i32x4.splat(cell), found, larger);
      cell++;
      from += pixel;
    }
  }
  cell = 0;
  for (let h = 0; h < rows; h++) {
    let to = out + <usize>h * row;
    for (let w = 0; w < columns; w++) {
      const share = v128.and(dy, i32x4.eq(found, i32x4.splat(cell)));
      v128.store(to, f32x4.add(share, v128.load(to)));
      cell++;
      to += pixel;
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function routeOne(x: usize, out: usize, dy: f32, rows: i32, columns: i32, row: usize, pixel: usize): void {
  let best: f32 = -Infinity;
  let found: usize = 0;
  for (let h = 0; h < rows; h++) {
    for (let w = 0; w < columns; w++) {
      const at = <usize>h * row + <usize>w * pixel;
      const value = load<f32>(x + at);
      if (value > best) {
        best = value;
        found = at;
      }
    }
  }
  store<f32>(out + found, dy + load<f32>(out + found));
}
