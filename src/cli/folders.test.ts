import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isStudioError } from '../core/errors/diagnostic.ts';
import { writeFolder } from './folders.ts';
import { workplace } from './testing/runCli.ts';

const FILES = [
  { name: 'a.txt', bytes: Uint8Array.of(97) },
  { name: 'b.txt', bytes: Uint8Array.of(98) },
];

function codeOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    if (isStudioError(error)) return error.diagnostics[0]?.code ?? '';
    throw error;
  }
  return 'none';
}

it('writes all files, into a new folder or an empty one', () => {
  const at = workplace();
  mkdirSync(at.path('empty'));
  for (const name of ['new', 'empty']) {
    writeFolder(at.path(name), FILES);
    expect(readFileSync(at.path(`${name}/b.txt`), 'utf8')).toBe('b');
  }
  expect(at.files()).toEqual(['empty', 'new']);
});

describe('leaves everything as it was', () => {
  it('when the folder holds something', () => {
    const at = workplace();
    mkdirSync(at.path('full'));
    writeFileSync(at.path('full/a.txt'), 'mine');
    const write = () => {
      writeFolder(at.path('full'), FILES);
    };
    expect(codeOf(write)).toBe('cli/folder-not-empty');
    expect(readFileSync(at.path('full/a.txt'), 'utf8')).toBe('mine');
    expect(at.files()).toEqual(['full']);
  });

  it('when a file has that name', () => {
    const at = workplace();
    writeFileSync(at.path('file'), 'mine');
    const write = () => {
      writeFolder(at.path('file'), FILES);
    };
    expect(codeOf(write)).toBe('cli/output-is-file');
    expect(readFileSync(at.path('file'), 'utf8')).toBe('mine');
  });

  it('when the place cannot be written', () => {
    const at = workplace();
    const write = () => {
      writeFolder(at.path('nowhere/folder'), FILES);
    };
    expect(codeOf(write)).toBe('cli/no-output-folder');
    expect(at.files()).toEqual([]);
  });

  it('when one file cannot be written', () => {
    const at = workplace();
    const write = () => {
      writeFolder(at.path('folder'), [...FILES, { name: 'no/where', bytes: Uint8Array.of(0) }]);
    };
    expect(codeOf(write)).toBe('cli/cannot-write');
    expect(at.files()).toEqual([]);
  });
});
