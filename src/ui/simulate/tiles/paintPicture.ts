import type { Picture } from '../pixels/picture.ts';

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
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      const value = data[i * channels + (channels === 3 ? c : 0)] ?? 0;
      image.data[i * 4 + c] = (value * 255) / largest;
    }
    image.data[i * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
