import { describe, expect, it } from 'vitest';
import { weightFilesOf } from './modelFile.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('weightFilesOf', () => {
  it('gives the paths of every group, each once', () => {
    const groups = [{ paths: ['a.bin', 'sub/b.bin', 'a.bin'] }, { paths: ['c.bin'] }];
    const json = JSON.stringify({ weightsManifest: groups });
    expect(weightFilesOf(encode(json))).toEqual(['a.bin', 'sub/b.bin', 'c.bin']);
    expect(weightFilesOf(encode(`\ufeff \n${json}`))).toHaveLength(3);
  });

  it.each([
    '',
    'x',
    '{',
    '{}',
    '[]',
    '{"weightsManifest": 7}',
    '{"weightsManifest": [null]}',
    '{"weightsManifest": [{"paths": "a.bin"}]}',
    '{"weightsManifest": [{"paths": [1, null, {}]}]}',
    `{"weightsManifest": ${'['.repeat(100_000)}`,
  ])('gives none for %.60s', (text) => {
    expect(weightFilesOf(encode(text))).toEqual([]);
  });
});
