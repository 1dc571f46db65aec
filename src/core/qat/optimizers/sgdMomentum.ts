import type { Optimizer } from './define.ts';

const MOMENTUM = 0.9;

/** Gradient descent with momentum 0.9: m = 0.9 m - lr * g;  w += m. @source https://keras.io/api/optimizers/sgd/ */
export const sgdMomentum: Optimizer = {
  name: 'sgd-momentum',
  moments: ['velocity'],
  update: (value, gradient, [velocity], { learningRate }) => {
    if (!velocity) return;
    for (let i = 0; i < value.length; i++) {
      const next = MOMENTUM * (velocity[i] as number) - learningRate * (gradient[i] as number);
      velocity[i] = next;
      value[i] = (value[i] as number) + next;
    }
  },
};
