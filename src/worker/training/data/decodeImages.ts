import type { ImageSet, ImageShape } from '../../../core/data/imageSet.ts';
import type { LabelledFiles } from '../../../core/data/labelImageFiles.ts';
import { fail } from '../../../core/errors/diagnostic.ts';
import { sizeOf } from '../../../core/tensor/tensor.ts';
import type { ImageFile } from './imageFile.ts';

/** Share of red, green and blue in grey. @source ITU-R BT.601, as PIL's and TensorFlow's conversions */
const GREY = [0.299, 0.587, 0.114] as const;

/**
 * Image files as a set of images, decoded by the browser and scaled to `shape` whenever they are read. The picture fills the shape: its
 * proportions change, as with Keras' image_dataset_from_directory.
 */
export function decodedImages(
  { files, labels, classNames }: LabelledFiles<ImageFile>,
  shape: ImageShape,
): ImageSet {
  const size = sizeOf(shape);
  return {
    shape,
    labels,
    classNames,
    inMemory: false,
    read: async (indices) => {
      const data = new Uint8Array(indices.length * size);
      const decode = createDecoder(shape);
      // One after the other: there is one canvas, and decoding many pictures at once would take the memory of all of them.
      for (const [i, index] of indices.entries()) {
        const file = files[index];
        if (file) data.set(await decode(file), i * size);
      }
      return { data, shape: [indices.length, ...shape] };
    },
  };
}

function createDecoder([height, width, channels]: ImageShape) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async ({ path, open }: ImageFile): Promise<Uint8Array> => {
    if (!context) fail('data/undecodable-image', { file: path }, 'this browser has no 2D canvas');
    const bitmap = await createImageBitmap(open(), {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'medium',
    }).catch((error: unknown) => fail('data/undecodable-image', { file: path }, messageOf(error)));
    // Transparent pixels come out black.
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    return pixelsOf(context.getImageData(0, 0, width, height).data, channels);
  };
}

/** The first channels of RGBA pixels; one channel is grey. */
function pixelsOf(rgba: Uint8ClampedArray, channels: number): Uint8Array {
  const pixels = new Uint8Array((rgba.length / 4) * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    const [r = 0, g = 0, b = 0] = rgba.subarray(from, from + 3);
    if (channels === 1) pixels[to] = Math.round(r * GREY[0] + g * GREY[1] + b * GREY[2]);
    else pixels.set(rgba.subarray(from, from + channels), to);
  }
  return pixels;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
