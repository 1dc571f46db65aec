import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkModel } from '../check/checkModel.ts';
import type { Json, JsonObject } from '../ir/json.ts';
import { readModel } from '../keras/readModel.ts';
import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { ruleTester } from '../testing/ruleTester.ts';
import { kerasPrecision } from './kerasPrecision.ts';

const policy = (className: string, config: JsonObject): JsonObject => ({
  class_name: className,
  config,
});
const ofDtype = (dtype: Json) => [
  ...[conv('c', { dtype }), relu('r', { dtype }), flatten('f')],
  dense('d', { dtype: 'float32' }),
];

ruleTester(kerasPrecision, {
  accepts: [
    { name: 'float32', layers: ofDtype('float32') },
    { name: 'a policy of float32', layers: ofDtype(policy('DTypePolicy', { name: 'float32' })) },
    { name: 'a layer without weights', layers: [conv('c'), relu('r', { dtype: 'float16' })] },
    { name: 'no dtype', layers: [conv('c')] },
  ],
  rejects: [
    { name: 'bfloat16', layers: ofDtype('bfloat16'), on: ['c'] },
    {
      name: 'a mixed policy',
      layers: ofDtype(policy('DTypePolicy', { name: 'mixed_bfloat16' })),
      on: ['c'],
    },
    {
      name: 'the policy of Keras 2',
      layers: ofDtype(policy('Policy', { name: 'mixed_float16' })),
      on: ['c'],
    },
    { name: 'int8 by its name', layers: ofDtype('int8_from_float32'), on: ['c'] },
    {
      name: 'float8 as a policy',
      layers: ofDtype(policy('QuantizedFloat8DTypePolicy', { mode: 'float8' })),
      on: ['c'],
    },
  ],
});

it.each([
  ['k03_keras3_int8.h5', /as int8;/],
  ['k03_keras3_bfloat16.keras', /as bfloat16;/],
  ['k20_mixed_float16.h5', /as float16;/],
])('%s is told once', async (name, words) => {
  const bytes = new Uint8Array(
    readFileSync(new URL(`../../fixtures/field/${name}`, import.meta.url)),
  );
  const loaded = await readModel([{ name, bytes }]);
  if (loaded.kind !== 'keras') throw new Error('not a Keras model');
  const notes = checkModel(loaded.graph).filter(({ code }) => code === 'rule/keras-precision');
  expect(notes.map(({ severity }) => severity)).toEqual(['info']);
  expect(notes[0]?.message).toMatch(words);
});
