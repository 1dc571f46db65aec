import { expect, it } from 'vitest';
import { tensor } from '../tensor/tensor.ts';
import { applyActivation } from './activations.ts';
import { ParamError } from './params.ts';

const x = tensor(Float32Array.from([-4, -1, -0.5, 0, 0.5, 2, 7]), [1, 7]);

// Values by the formulas of https://keras.io/api/layers/activations/; the Keras 2 functions are tested in activation.test.ts.
it.each([
  ['hard_sigmoid', 2, [0, 0.3, 0.4, 0.5, 0.6, 0.9, 1]],
  ['hard_sigmoid', 3, [0, 1 / 3, 2.5 / 6, 0.5, 3.5 / 6, 5 / 6, 1]],
  ['hard_silu', 3, [0, -1 / 3, -1.25 / 6, 0, 1.75 / 6, 10 / 6, 7]],
  ['relu6', 3, [0, 0, 0, 0, 0.5, 2, 6]],
  ['leaky_relu', 3, [-0.8, -0.2, -0.1, 0, 0.5, 2, 7]],
  ['silu', 3, [-4 / (1 + Math.E ** 4), -1 / (1 + Math.E), -0.5 / (1 + Math.E ** 0.5), 0]],
  ['mish', 3, [-4 * Math.tanh(Math.log1p(Math.exp(-4)))]],
  ['gelu', 3, [-0.00012668496, -0.15865525, -0.15426877, 0, 0.34573123, 1.9544997, 7]],
] as const)('%s of Keras %i', (name, kerasMajor, expected) => {
  const { data } = applyActivation(name, x, kerasMajor);
  expected.forEach((value, i) => {
    expect(data[i]).toBeCloseTo(value, 6);
  });
});

it('subtracts the logarithm of the sum in log_softmax', () => {
  const { data } = applyActivation('log_softmax', tensor(Float32Array.from([0, 0]), [1, 2]), 2);
  expect([...data]).toEqual([Math.fround(-Math.LN2), Math.fround(-Math.LN2)]);
});

it('refuses a function that it does not know, also names of Object', () => {
  expect(() => applyActivation('my_function', x, 2)).toThrow(ParamError);
  expect(() => applyActivation('toString', x, 2)).toThrow(ParamError);
});
