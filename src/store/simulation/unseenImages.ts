import { judgesOf, memoryImages } from '../../core/data/imageSet.ts';
import { partWords } from '../../core/data/splitImages.ts';
import { divisionsOf, type Plan } from '../../project/plan.ts';
import type { ImageSet } from './simulationStore.ts';

/**
 * The images of a set that judge the model of a plan: where it was trained on this set in the studio, those that were set aside for it,
 * and the name says so. All where it was not.
 */
export async function unseenImages(set: ImageSet, plan: Pick<Plan, 'edits'>): Promise<ImageSet> {
  const { labels, images, name } = set;
  const divisions = labels ? divisionsOf([plan], { name, count: labels.length }) : [];
  const last = divisions.at(-1);
  if (!labels || !last) return set;
  const data = { images: memoryImages({ images, labels }), test: null };
  const { part, chosen } = judgesOf(data, last, divisions);
  return {
    ...set,
    name: `${name} (${partWords(part)})`,
    images: await data.images.read(chosen),
    labels: Int32Array.from(chosen, (index) => labels[index] ?? 0),
  };
}
