/** Bytes of input and gradient rows worked on at a time: they stay in the first cache while all weights pass by. */
const CHUNK_BYTES = 24 * 1024;

/**
 * Gradient of a convolution's kernel, float32, NHWC:
 *     out[kh, kw, c, n] = sum over b, oh, ow of x[b, oh * sh + kh - top, ow * sw + kw - left, c] * dy[b, oh, ow, n]
 * Cells outside the input are zero. 4 input channels by 8 filters are summed in registers at a time.
 * @param x  [batch, height, width, channels]
 * @param dy  [batch, outHeight, outWidth, filters]
 * @param out  [kernelHeight, kernelWidth, channels, filters]
 */
export function filterGradient(
  x: usize,
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
): void {
  memory.fill(out, 0, (<usize>(kernelHeight * kernelWidth * channels * filters)) << 2);
  const pixel = (<usize>channels) << 2;
  const gradient = (<usize>filters) << 2;
  const rowBytes = <i32>pixel * width * strideHeight + <i32>gradient * outWidth;
  const chunk = max(1, CHUNK_BYTES / rowBytes);
  for (let b = 0; b < batch; b++) {
    const image = x + <usize>(b * height * width) * pixel;
    const gradientImage = dy + <usize>(b * outHeight * outWidth) * gradient;
    for (let start = 0; start < outHeight; start += chunk) {
      const end = min(outHeight, start + chunk);
      let to = out;
      for (let kh = 0; kh < kernelHeight; kh++) {
        const shiftHeight = kh * dilationHeight - top;
        const firstRow = max(start, firstInside(shiftHeight, strideHeight));
        const endRow = min(end, endInside(shiftHeight, strideHeight, height));
        for (let kw = 0; kw < kernelWidth; kw++) {
          const shiftWidth = kw * dilationWidth - left;
          const first = firstInside(shiftWidth, strideWidth);
          const count = min(outWidth, endInside(shiftWidth, strideWidth, width)) - first;
          if (count > 0 && endRow > firstRow) {
            addTap(
              image +
                <usize>((firstRow * strideHeight + shiftHeight) * width + first * strideWidth + shiftWidth) * pixel,
              gradientImage + <usize>(firstRow * outWidth + first) * gradient,
              to,
              endRow - firstRow,
              count,
              <usize>(strideHeight * width) * pixel,
              <usize>strideWidth * pixel,
              <usize>outWidth * gradient,
              gradient,
              channels,
              filters,
            );
          }
          to += (<usize>(channels * filters)) << 2;
        }
      }
    }
  }
}

/** First output position whose input position is not before the first cell. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function firstInside(shift: i32, stride: i32): i32 {
  return shift >= 0 ? 0 : (stride - 1 - shift) / stride;
}

/** End of the output positions whose input position is before the last cell. */
// @ts-ignore: decorator of AssemblyScript
@inline
export function endInside(shift: i32, stride: i32, size: i32): i32 {
  const last = size - 1 - shift;
  return last < 0 ? 0 : last / stride + 1;
}

/** Adds one kernel cell's products: x^T dy over `rows` by `count` positions. */
function addTap(
  x: usize,
  dy: usize,
  out: usize,
  rows: i32,
  count: i32,
  xRow: usize,
  xStep: usize,
  dyRow: usize,
  dyStep: usize,
  channels: i32,
  filters: i32,
): void {
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    let n = 0;
    for (; n + 8 <= filters; n += 8) {
      addTile(
        x + ((<usize>c) << 2),
        dy + ((<usize>n) << 2),
        out + ((<usize>(c * filters + n)) << 2),
        rows,
        count,
        xRow,
        xStep,
        dyRow,
        dyStep,
      );
    }
    for (let i = 0; i < 4; i++) {
      addColumns(x, dy, out, rows, count, xRow, xStep, dyRow, dyStep, c + i, n, filters);
    }
  }
  for (; c < channels; c++) {
    addColumns(x, dy, out, rows, count, xRow, xStep, dyRow, dyStep, c, 0, filters);
  }
}

/** 4 input channels by 8 filters. */
// @ts-ignore: decorator of AssemblyScript
@inline
function addTile(
  x: usize,
  dy: usize,
  out: usize,
  rows: i32,
  count: i32,
  xRow: usize,
  xStep: usize,
  dyRow: usize,
  dyStep: usize,
): void {
  let a0 = f32x4.splat(0),
    b0 = a0,
    a1 = a0,
    b1 = a0,
    a2 = a0,
    b2 = a0,
    a3 = a0,
    b3 = a0;
  for (let row = 0; row < rows; row++) {
    let from = x;
    let grad = dy;
    for (let i = 0; i < count; i++) {
      const ga = v128.load(grad, 0);
      const gb = v128.load(grad, 16);
      const x0 = v128.load32_splat(from, 0);
      a0 = f32x4.add(a0, f32x4.mul(x0, ga));
      b0 = f32x4.add(b0, f32x4.mul(x0, gb));
      const x1 = v128.load32_splat(from, 4);
      a1 = f32x4.add(a1, f32x4.mul(x1, ga));
      b1 = f32x4.add(b1, f32x4.mul(x1, gb));
      const x2 = v128.load32_splat(from, 8);
      a2 = f32x4.add(a2, f32x4.mul(x2, ga));
      b2 = f32x4.add(b2, f32x4.mul(x2, gb));
      const x3 = v128.load32_splat(from, 12);
      a3 = f32x4.add(a3, f32x4.mul(x3, ga));
      b3 = f32x4.add(b3, f32x4.mul(x3, gb));
      from += xStep;
      grad += dyStep;
    }
    x += xRow;
    dy += dyRow;
  }
  // The filters of the next channel lie one gradient pixel further.
  let to = out;
  v128.store(to, f32x4.add(a0, v128.load(to, 0)), 0);
  v128.store(to, f32x4.add(b0, v128.load(to, 16)), 16);
  to += dyStep;
  v128.store(to, f32x4.add(a1, v128.load(to, 0)), 0);
  v128.store(to, f32x4.add(b1, v128.load(to, 16)), 16);
  to += dyStep;
  v128.store(to, f32x4.add(a2, v128.load(to, 0)), 0);
  v128.store(to, f32x4.add(b2, v128.load(to, 16)), 16);
  to += dyStep;
  v128.store(to, f32x4.add(a3, v128.load(to, 0)), 0);
  v128.store(to, f32x4.add(b3, v128.load(to, 16)), 16);
}

/** One input channel by the filters from `n` on: 4 at a time, then one by one. */
function addColumns(
  x: usize,
  dy: usize,
  out: usize,
  rows: i32,
  count: i32,
  xRow: usize,
  xStep: usize,
  dyRow: usize,
  dyStep: usize,
  c: i32,
  n: i32,
  filters: i32,
): void {
  const channel = x + ((<usize>c) << 2);
  const to = out + ((<usize>(c * filters)) << 2);
  for (; n + 4 <= filters; n += 4) {
    const at = (<usize>n) << 2;
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      let from = channel + <usize>row * xRow;
      let grad = dy + <usize>row * dyRow + at;
      for (let i = 0; i < count; i++) {
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(from), v128.load(grad)));
        from += xStep;
        grad += dyStep;
      }
    }
    v128.store(to + at, f32x4.add(sum, v128.load(to + at)));
  }
  for (; n < filters; n++) {
    const at = (<usize>n) << 2;
    let sum: f32 = 0;
    for (let row = 0; row < rows; row++) {
      let from = channel + <usize>row * xRow;
      let grad = dy + <usize>row * dyRow + at;
      for (let i = 0; i < count; i++) {
        sum += load<f32>(from) * load<f32>(grad);
        from += xStep;
        grad += dyStep;
      }
    }
    store<f32>(to + at, sum + load<f32>(to + at));
  }
}
