import { endInside, firstInside } from './filterGradient';

/**
 * Gradient of a depthwise kernel with multiplier 1, float32, NHWC:
 *     out[kh, kw, c] = sum over b, oh, ow of x[b, oh * sh + kh - top, ow * sw + kw - left, c] * dy[b, oh, ow, c]
 * @param x  [batch, height, width, channels]
 * @param dy  [batch, outHeight, outWidth, channels]
 */
export function depthwiseFilterGradient(
  x: usize,
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const vectorEnd = (<usize>(channels & ~3)) << 2;
  memory.fill(out, 0, <usize>(kernelHeight * kernelWidth) * pixel);
  for (let b = 0; b < batch; b++) {
    const image = x + <usize>(b * height * width) * pixel;
    const gradientImage = dy + <usize>(b * outHeight * outWidth) * pixel;
    for (let oh = 0; oh < outHeight; oh++) {
      let to = out;
      for (let kh = 0; kh < kernelHeight; kh++) {
        const row = oh * strideHeight + kh * dilationHeight - top;
        for (let kw = 0; kw < kernelWidth; kw++) {
          const shift = kw * dilationWidth - left;
          const first = firstInside(shift, strideWidth);
          const count = min(outWidth, endInside(shift, strideWidth, width)) - first;
          if (row >= 0 && row < height && count > 0) {
            const from = image + <usize>(row * width + first * strideWidth + shift) * pixel;
            const grad = gradientImage + <usize>(oh * outWidth + first) * pixel;
            addRow(from, grad, to, count, <usize>strideWidth * pixel, pixel, vectorEnd);
          }
          to += pixel;
        }
      }
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function addRow(
  x: usize,
  dy: usize,
  out: usize,
  count: i32,
  xStep: usize,
  pixel: usize,
  vectorEnd: usize,
): void {
  for (let at: usize = 0; at < vectorEnd; at += 16) {
    let sum = v128.load(out + at);
    let from = x + at;
    let grad = dy + at;
    for (let i = 0; i < count; i++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(grad)));
      from += xStep;
      grad += pixel;
    }
    v128.store(out + at, sum);
  }
  for (let at = vectorEnd; at < pixel; at += 4) {
    let sum = load<f32>(out + at);
    let from = x + at;
    let grad = dy + at;
    for (let i = 0; i < count; i++) {
      sum += load<f32>(from) * load<f32>(grad);
      from += xStep;
      grad += pixel;
    }
    store<f32>(out + at, sum);
  }
}
