import type { TrainingMethodName } from '../contract.ts';
import { calibrate } from './calibrate.ts';
import { continueTraining } from './continueTraining.ts';
import type { TrainingMethod } from './define.ts';
import { judges } from './judges.ts';
import { openData } from './openData.ts';
import { predict } from './predict.ts';
import { thumbnails } from './thumbnails.ts';
import { train } from './train.ts';

/** Every method of the training worker. The type fails to compile when one of the contract is missing. */
export const trainingMethods: { readonly [M in TrainingMethodName]: TrainingMethod<M> } = {
  [openData.name]: openData.run,
  [thumbnails.name]: thumbnails.run,
  [judges.name]: judges.run,
  [train.name]: train.run,
  [continueTraining.name]: continueTraining.run,
  [predict.name]: predict.run,
  [calibrate.name]: calibrate.run,
};
