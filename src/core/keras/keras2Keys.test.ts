import { expect, test } from 'vitest';
import { layerDefinitions } from '../layers/index.ts';
import type { ParamTable } from '../layers/params.ts';
import { keras2Keys } from './keras2Keys.ts';

/** It is written by hand, from its shape in the graph. */
const OWN_WAY = 'InputLayer';

test.each(
  layerDefinitions
    .filter(({ className }) => className !== OWN_WAY)
    .map((definition) => [definition.className, definition.params as ParamTable] as const),
)('%s: every parameter is written', (className, params) => {
  const keys = keras2Keys[className];
  expect(keys, `keras2Keys.ts must list the keys of ${className}`).toBeDefined();
  const lost = Object.values(params).filter(
    ({ key, aliases = [] }) => ![key, ...aliases].some((name) => keys?.includes(name)),
  );
  expect(lost.map(({ key }) => key)).toEqual([]);
});
