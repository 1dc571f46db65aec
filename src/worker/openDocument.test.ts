import { expect, it } from 'vitest';
import { openDocument } from './openDocument.ts';

const refusedWith = (code: string): unknown =>
  expect.objectContaining({ diagnostics: [expect.objectContaining({ code })] });

it('gives a job the document that it means, and no other', () => {
  const open = openDocument<string>();
  const job = (document: string | null) => () => open.of({ method: 'previewRepairs', document });
  expect(job('a')).toThrow(refusedWith('studio/no-model'));
  open.set('a', 'model A');
  expect(job('a')()).toBe('model A');
  open.set('b', 'model B');
  expect(job('a')).toThrow(refusedWith('studio/other-document'));
  expect(job(null)).toThrow(refusedWith('studio/other-document'));
  expect(job('b')()).toBe('model B');
});
