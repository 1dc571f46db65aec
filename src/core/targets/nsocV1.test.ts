import { expect, test } from 'vitest';
import { checkModel } from '../check/checkModel.ts';
import { buildChain } from '../testing/buildChain.ts';
import { flatten, quantizedConv, quantizedDense, quantizedRelu } from '../testing/layerSpecs.ts';
import { targetTester } from '../testing/targetTester.ts';
import { nsocV1 } from './nsocV1.ts';

targetTester(nsocV1);

test.each([
  ['akd1000', 4, []],
  ['nsoc-v1', 4, ['rule/hw-input-bits@d']],
  ['nsoc-v1', 2, []],
] as const)('%s, spikes of %i bits into a fully connected layer', (target, bits, expected) => {
  const graph = buildChain(
    [8, 8, 3],
    [quantizedConv('c', 8), quantizedRelu('r', bits), flatten('f'), quantizedDense('d', 4)],
  );
  const errors = checkModel(graph, { target }).filter(({ severity }) => severity === 'error');
  expect(errors.map(({ code, where }) => `${code}@${where.layer ?? ''}`)).toEqual(expected);
});
