import { classCounts } from '../../../core/data/imageSet.ts';
import { openImages } from '../data/openImages.ts';
import { defineTrainingMethod } from './define.ts';

/** Opens a data set; it stays the open one. @throws StudioError data/*, qat/image-shape, studio/file-unreadable */
export const openData = defineTrainingMethod('openData', async (request, context) => {
  const { report, setData, pause } = context;
  report({ kind: 'stage', text: 'Reading the data', fraction: null });
  const opened = await openImages(request);
  const { images, test } = opened;
  // A set that was asked for later takes the place of this one: the page has cancelled it.
  await pause();
  setData({ request, ...opened });
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
