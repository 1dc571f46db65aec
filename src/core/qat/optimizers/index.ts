import { adam } from './adam.ts';
import type { Optimizer } from './define.ts';
import { sgd } from './sgd.ts';
import { sgdMomentum } from './sgdMomentum.ts';

/** Every optimizer by its name. An optimizer is one file and one line here. */
export const optimizers = {
  adam,
  sgd,
  'sgd-momentum': sgdMomentum,
} as const satisfies Readonly<Record<string, Optimizer>>;

export type OptimizerName = keyof typeof optimizers;
