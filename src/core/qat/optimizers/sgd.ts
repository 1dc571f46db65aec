import type { Optimizer } from './define.ts';

/** Gradient descent: w -= lr * g. @source https://keras.io/api/optimizers/sgd/ */
export const sgd: Optimizer = {
  name: 'sgd',
  moments: [],
  update: (value, gradient, _moments, { learningRate }) => {
    for (let i = 0; i < value.length; i++) {
      value[i] = (value[i] as number) - learningRate * (gradient[i] as number);
    }
  },
};
