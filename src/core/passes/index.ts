import type { Pass } from './define.ts';
import { dropDropout } from './dropDropout.ts';
import { foldBatchNorm } from './foldBatchNorm.ts';
import { sequentialize } from './sequentialize.ts';
import { swapActivationMaxPooling } from './swapActivationMaxPooling.ts';
import { swapPoolingBatchNorm } from './swapPoolingBatchNorm.ts';

/** Every pass of the toolkit's own road. A pass is one file and one line here. */
export const passes: readonly Pass[] = [
  dropDropout,
  foldBatchNorm,
  sequentialize,
  swapActivationMaxPooling,
  swapPoolingBatchNorm,
];

/** What `quantize` does to a float model first (fold_BN = true). */
export const beforeQuantize: readonly Pass[] = [sequentialize, swapPoolingBatchNorm, foldBatchNorm];

/** What `convert` does to a quantized model first. */
export const beforeConvert: readonly Pass[] = [
  sequentialize,
  dropDropout,
  swapActivationMaxPooling,
  swapPoolingBatchNorm,
  foldBatchNorm,
];
