import { useEffect, useRef } from 'react';
import type { Picture } from '../../../store/simulation/picture.ts';
import './PictureCanvas.css';

/** A picture at its own size; CSS gives it the size on screen. */
export function PictureCanvas({
  picture,
  largest = 255,
}: {
  readonly picture: Picture;
  readonly largest?: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, channels, data } = picture;
  useEffect(() => {
    if (canvas.current) paintPicture(canvas.current, { height, width, channels, data }, largest);
    // Not on `picture`: many who show one make the object anew with every step of the wave.
  }, [height, width, channels, data, largest]);
  return <canvas ref={canvas} className="picture-canvas" aria-hidden />;
}

/** Paints a picture of one or three channels at its own size; of others, the first channel as grey. */
function paintPicture(
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
