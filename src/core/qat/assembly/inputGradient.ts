/**
 * Lays the pixels of a gradient `stride` cells apart into a larger map of zeros. A convolution of the result with the flipped
 * kernel, without padding, is the gradient of a strided convolution's input.
 *     out[b, top + h * sh, left + w * sw, c] = dy[b, h, w, c]
 * @param dy  [batch, height, width, channels]
 * @param out  [batch, outHeight, outWidth, channels]; pixels that fall outside are left out
 */
export function spread(
  dy: usize,
  out: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  memory.fill(out, 0, <usize>(batch * outHeight * outWidth) * pixel);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < height; h++) {
      const row = top + h * strideHeight;
      if (row < 0 || row >= outHeight) continue;
      const from = dy + <usize>((b * height + h) * width) * pixel;
      const to = out + <usize>((b * outHeight + row) * outWidth) * pixel;
      for (let w = 0; w < width; w++) {
        const column = left + w * strideWidth;
        if (column < 0 || column >= outWidth) continue;
        memory.copy(to + <usize>column * pixel, from + <usize>w * pixel, pixel);
      }
    }
  }
}

/**
 * Flips a kernel in both spatial axes and swaps its channel axes: (cells, C, N) -> (cells reversed, N, C).
 * @param cells  kernel height times width: reversing both axes of a grid reverses its cells
 */
export function flipKernel(
  kernel: usize,
  out: usize,
  cells: i32,
  channels: i32,
  filters: i32,
): void {
  for (let cell = 0; cell < cells; cell++) {
    const from = kernel + ((<usize>(cell * channels * filters)) << 2);
    const to = out + ((<usize>((cells - 1 - cell) * channels * filters)) << 2);
    for (let c = 0; c < channels; c++) {
      for (let n = 0; n < filters; n++) {
        store<f32>(
          to + ((<usize>(n * channels + c)) << 2),
          load<f32>(from + ((<usize>(c * filters + n)) << 2)),
        );
      }
    }
  }
}
