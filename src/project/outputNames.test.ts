import { expect, it } from 'vitest';
import { exportName } from './outputNames.ts';

const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };

it.each([
  ['model.h5', bits, 'model_iq8_wq4_aq4'],
  ['model_iq2_wq2_aq1.h5', bits, 'model_iq8_wq4_aq4'],
  ['model_iq2_wq2_aq1.h5', null, 'model_iq2_wq2_aq1'],
  ['my.model.keras', bits, 'my.model_iq8_wq4_aq4'],
])('%s becomes %o %s', (file, wanted, name) => {
  expect(exportName(file, wanted)).toBe(name);
});
