import type { Optimizer } from './define.ts';

/** Keras' defaults. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/**
 * Adam with Keras' place for epsilon (outside the bias correction):
 *     m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2
 *     w -= lr * sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + 1e-7)
 * @source https://keras.io/api/optimizers/adam/; Kingma, Ba: https://arxiv.org/abs/1412.6980, "epsilon hat"
 */
export const adam: Optimizer = {
  name: 'adam',
  moments: ['m', 'v'],
  update: (value, gradient, [m, v], { learningRate, step }) => {
    if (!m || !v) return;
    const rate = (learningRate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step);
    for (let i = 0; i < value.length; i++) {
      const g = gradient[i] as number;
      const first = BETA_1 * (m[i] as number) + (1 - BETA_1) * g;
      const second = BETA_2 * (v[i] as number) + (1 - BETA_2) * g * g;
      m[i] = first;
      v[i] = second;
      value[i] = (value[i] as number) - (rate * first) / (Math.sqrt(second) + EPSILON);
    }
  },
};
