import type { ImageSet } from '../../../core/data/imageSet.ts';
import type { Thumbnails } from '../contract.ts';
import { defineTrainingMethod } from './define.ts';

/** The first images of every class, class by class. */
export const thumbnails = defineTrainingMethod('thumbnails', async ({ perClass }, context) => {
  const { images } = context.data();
  const byClass = new Map<number, number[]>();
  images.labels.forEach((label, i) => {
    const chosen = byClass.get(label) ?? [];
    if (chosen.length < perClass) byClass.set(label, [...chosen, i]);
  });
  const classes = [...byClass].sort(([a], [b]) => a - b);
  return readSome(images, Uint32Array.from(classes.flatMap(([, chosen]) => chosen)), context);
});

/** Reads images with their labels for the page. */
export async function readSome(
  images: ImageSet,
  indices: Uint32Array,
  { transfer }: { readonly transfer: (buffer: ArrayBuffer) => void },
): Promise<Thumbnails> {
  const read = await images.read(indices);
  if (read.data.buffer instanceof ArrayBuffer) transfer(read.data.buffer);
  return {
    images: read,
    labels: Int32Array.from(indices, (index) => images.labels[index] ?? 0),
  };
}
