import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NamedFile } from '../core/data/readDataset.ts';
import { diagnostic, StudioError } from '../core/errors/diagnostic.ts';
import { checkOutputFolder } from './outputs.ts';
import { reasonOf } from './places.ts';

/**
 * Writes a folder whole or not at all: the files go to a new folder beside its place first, which then gets its name.
 * @throws StudioError as `checkOutputFolder`; cli/cannot-write
 */
export function writeFolder(path: string, files: readonly NamedFile[]): void {
  checkOutputFolder(path, true);
  const temporary = join(dirname(resolve(path)), `.${randomUUID()}.tmp`);
  try {
    mkdirSync(temporary);
    for (const { name, bytes } of files) writeFileSync(join(temporary, name), bytes);
    // Windows does not rename onto a folder that is there, not even an empty one.
    if (existsSync(path)) rmdirSync(path);
    renameSync(temporary, path);
  } catch (cause) {
    throw new StudioError([diagnostic('cli/cannot-write', { file: path }, reasonOf(cause))], {
      cause,
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
