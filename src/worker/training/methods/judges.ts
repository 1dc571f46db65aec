import { judgesOf, spread } from '../../../core/data/imageSet.ts';
import { defineTrainingMethod } from './define.ts';
import { readSome } from './thumbnails.ts';

/** Images that the models were neither trained nor validated on, as far as there are any. At most `most` of them. */
export const judges = defineTrainingMethod(
  'judges',
  async ({ division, earlier, most }, context) => {
    const { images, chosen, part } = judgesOf(context.data(), division, earlier);
    const some = await readSome(images, spread(chosen, most), context);
    return { ...some, part, of: chosen.length };
  },
);
