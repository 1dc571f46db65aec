import { expect, it } from 'vitest';
import { quantizerTester } from '../testing/quantizerTester.ts';
import { tensor } from '../tensor/tensor.ts';
import { quantizeKernel } from './quantizeKernel.ts';
import { binaryPerAxisQuantizer } from './binaryPerAxisQuantizer.ts';

quantizerTester(binaryPerAxisQuantizer);

it('keeps the weights above half the largest one', () => {
  const kernel = tensor(Float32Array.of(1, 0.4, -1, 0.6, 0.5, 0.2), [6, 1]);
  const config = { className: binaryPerAxisQuantizer.className, bits: 1 };
  // 0.5 is a tie: half to even gives 0.
  expect([...quantizeKernel(kernel, config, 'dense').weightInt]).toEqual([1, 0, 0, 1, 0, 0]);
});
