import { splitImages } from '../../../core/data/splitImages.ts';
import { defineTrainingMethod } from './define.ts';
import { readSome } from './thumbnails.ts';

/** Images that a training with that split does not learn from; all where none are set aside. At most `most` of them. */
export const judges = defineTrainingMethod('judges', async ({ share, seed, most }, context) => {
  const { images } = context.data();
  const { training, validation } = splitImages(images.labels, share, seed);
  const chosen = validation.length > 0 ? validation : training;
  // Every n-th: the labels of a file often come sorted.
  const stride = Math.max(1, Math.ceil(chosen.length / most));
  return readSome(
    images,
    chosen.filter((_, i) => i % stride === 0),
    context,
  );
});
