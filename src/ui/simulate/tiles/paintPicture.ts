import type { Picture } from '../../../store/simulation/pixels/picture.ts';

/** Paints a picture of one or three channels at its own size; of others, the first channel as grey. */
export function paintPicture(
  canvas: HTMLCanvasElement,
  { height, width, channels, data }: Picture,
  largest = 255,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  // Once: reading it from the image takes longer than the pixel that is put into it.
  const pixels = image.data;
  const last = channels === 3 ? 2 : 0;
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      const value = data[i * channels + Math.min(c, last)] ?? 0;
      pixels[i * 4 + c] = (value * 255) / largest;
    }
    pixels[i * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
