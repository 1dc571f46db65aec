import { classCounts } from '../../../core/data/imageSet.ts';
import { openImages } from '../data/openImages.ts';
import { defineTrainingMethod } from './define.ts';

let asked = 0;

/** Opens a data set; it stays the open one. @throws StudioError data/*, qat/image-shape, studio/file-unreadable */
export const openData = defineTrainingMethod('openData', async (request, { report, setData }) => {
  report({ kind: 'stage', text: 'Reading the data', fraction: null });
  const mine = ++asked;
  const opened = await openImages(request);
  const { images, test } = opened;
  // A small set that was asked for later may be there first.
  if (mine === asked) setData({ request, ...opened });
  const names = images.classNames ?? request.classNames;
  return {
    name: request.name,
    count: images.labels.length,
    testCount: test && test.labels.length,
    shape: images.shape,
    classes: classCounts(images).map((count, i) => ({ name: names?.[i] ?? String(i), count })),
    inMemory: images.inMemory,
  };
});
