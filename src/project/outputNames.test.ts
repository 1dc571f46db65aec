import { expect, it } from 'vitest';
import { outputStem } from './outputNames.ts';

const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };

it.each([
  ['model.h5', bits, 'model_iq8_wq4_aq4'],
  ['model_iq2_wq2_aq1.h5', bits, 'model_iq8_wq4_aq4'],
  ['model_iq2_wq2_aq1.h5', null, 'model_iq2_wq2_aq1'],
  ['my.model.keras', bits, 'my.model_iq8_wq4_aq4'],
  ['a.b/model', bits, 'a.b/model_iq8_wq4_aq4'],
  ['.h5', bits, '.h5_iq8_wq4_aq4'],
  ['.keras/m.h5', null, '.keras/m'],
])('%s becomes %o %s', (file, wanted, name) => {
  expect(outputStem(file, wanted)).toBe(name);
});
