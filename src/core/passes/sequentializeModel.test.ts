import { expect, test } from 'vitest';
import { notSerialReason } from '../ir/graph.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { outcomeOf } from '../testing/damage.ts';
import { sequentializeModel } from './sequentializeModel.ts';

test('a branched model is refused, a chain stays one', async () => {
  const branched = await readGoldenKeras('compat/concat.h5');
  expect(outcomeOf(() => sequentializeModel(branched))).toEqual(['graph/not-serial']);
  const chain = await readGoldenKeras('mnist/mnist_float.h5');
  const result = sequentializeModel(chain);
  expect(notSerialReason(result)).toBeNull();
  expect(result.layers.map(({ name }) => name)).toEqual(chain.layers.map(({ name }) => name));
});
