import { expect, it } from 'vitest';
import { diagnosticsOfError, fail, invariant, isStudioError } from './diagnostic.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

it('a broken invariant is no stack trace: it says what it is, and asks for a report with what to attach', () => {
  const error = thrownBy(() => {
    invariant(false, '"r" reached no layer', { layer: 'r' });
  });
  expect(isStudioError(error)).toBe(true);
  const [found] = diagnosticsOfError(error);
  expect(found).toMatchObject({
    code: 'studio/internal',
    where: { layer: 'r' },
    received: '"r" reached no layer',
  });
  for (const part of ['report it', '"got"', 'version', 'settings', 'model file']) {
    expect(found?.hint).toContain(part);
  }
});

it('any error has diagnostics: its own, or that our code failed', () => {
  const own = thrownBy(() => fail('studio/no-model', {}, 'Run'));
  expect(diagnosticsOfError(own).map(({ code }) => code)).toEqual(['studio/no-model']);
  const [fault] = diagnosticsOfError(new TypeError('x is undefined'), 'Convert');
  expect(fault).toMatchObject({ code: 'studio/internal', received: 'TypeError: x is undefined' });
  expect(fault?.message).toContain('"Convert"');
  expect(diagnosticsOfError('text')[0]?.received).toBe('text');
});
