import { useEffect, useRef } from 'react';
import { sizeOf, type Tensor } from '../../../core/tensor/tensor.ts';

export interface ThumbnailProps {
  /** uint8 [count, height, width, channels]. */
  readonly images: Tensor<Uint8Array>;
  readonly index: number;
}

/** One image of a data set. The class beside it says what it shows. */
export function Thumbnail({ images, index }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [, height = 1, width = 1] = images.shape;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(imageData(images, index), 0, 0);
  }, [images, index]);
  return <canvas ref={canvas} width={width} height={height} aria-hidden />;
}

function imageData({ data, shape }: Tensor<Uint8Array>, index: number): ImageData {
  const [, height = 1, width = 1, channels = 1] = shape;
  const size = sizeOf(shape.slice(1));
  const pixels = data.subarray(index * size, (index + 1) * size);
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      image.data[4 * i + c] = pixels[i * channels + Math.min(c, channels - 1)] ?? 0;
    }
    image.data[4 * i + 3] = 255;
  }
  return image;
}
