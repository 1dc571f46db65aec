import { sizeOf, type Tensor } from '../tensor/tensor.ts';

/** Random changes of training images that leave their class as it is. */
export interface Augmentation {
  /** Mirror every second image left to right. */
  readonly flip?: boolean;
  /** Move images by up to so many pixels in each direction. */
  readonly shift?: number;
  /** Value of pixels that a shift lays bare. Default: 0. */
  readonly fill?: number;
}

/** The pixel that a model takes for zero: what a shift should lay bare. @param scaling  scale and shift, akida = scale * keras + shift */
export function blankPixel([, shift]: readonly [number, number]): number {
  return Math.min(Math.max(Math.round(shift), 0), 255);
}

/**
 * Flips and shifts images in place, each by its own draw.
 * @param images  uint8 [count, height, width, channels]
 */
export function augmentImages(
  images: Tensor<Uint8Array>,
  { flip = false, shift = 0, fill = 0 }: Augmentation,
  random: () => number,
): void {
  if (!flip && shift === 0) return;
  const [count = 0, height = 1, width = 1, channels = 1] = images.shape;
  const size = sizeOf(images.shape.slice(1));
  for (let i = 0; i < count; i++) {
    const image = images.data.subarray(i * size, (i + 1) * size);
    const mirrored = flip && random() < 0.5;
    const down = Math.floor(random() * (2 * shift + 1)) - shift;
    const right = Math.floor(random() * (2 * shift + 1)) - shift;
    if (!mirrored && down === 0 && right === 0) continue;
    const source = image.slice();
    image.fill(fill);
    for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      for (let x = Math.max(0, right); x < Math.min(width, width + right); x++) {
        const column = mirrored ? width - 1 - (x - right) : x - right;
        const from = ((y - down) * width + column) * channels;
        const to = (y * width + x) * channels;
        for (let c = 0; c < channels; c++) image[to + c] = source[from + c] ?? 0;
      }
    }
  }
}
