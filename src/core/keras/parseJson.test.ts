import { expect, it } from 'vitest';

import { isStudioError } from '../errors/diagnostic.ts';
import { parseJson } from './parseJson.ts';

it('parses, whatever the strings hold', () => {
  const text = JSON.stringify({ a: ['['.repeat(300), '\\"{', 1, null], __proto__: undefined });
  expect(parseJson(text, {})).toEqual(JSON.parse(text));
});

it.each(['', '{', '[1,]', 'NaN', `${'['.repeat(201)}${']'.repeat(201)}`])('refuses %s', (text) => {
  try {
    parseJson(text, { file: 'a.json' });
    expect.unreachable();
  } catch (error) {
    expect(isStudioError(error) && error.diagnostics[0]?.code).toBe('keras/damaged-json');
  }
});
