import { expect, it } from 'vitest';
import type { ModelSummary } from '../../project/document.ts';
import { initialPlan } from '../../project/plan.ts';
import { currentName } from './exportModel.ts';

const model: ModelSummary = {
  ...{ name: 'digits_iq2_wq2_aq1.h5', format: 'Keras 2 (.h5)', kind: 'keras' },
  ...{ bytes: 1, layers: 1 },
};

/** As the file is written: the screen must not announce another name. */
it.each([
  [{ inputWeightBits: 8, weightBits: 4, activationBits: 4 }, 'digits_iq8_wq4_aq4'],
  [null, 'digits_iq2_wq2_aq1'],
])('names files after the model and its bits: %o', (bits, name) => {
  const plan = { ...initialPlan, settings: { ...initialPlan.settings, bits } };
  expect(currentName({ model, plan })).toBe(name);
});
