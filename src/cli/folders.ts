import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { NamedFile } from '../core/data/readDataset.ts';
import { diagnostic, fail, StudioError } from '../core/errors/diagnostic.ts';

/**
 * Refuses a folder that is not empty. Called before long work too, so that nobody waits for a refusal.
 * @throws StudioError cli/folder-not-empty
 */
export function checkFolderIsFree(path: string): void {
  const found = contentOf(path);
  if (found !== null && found.length > 0) fail('cli/folder-not-empty', { file: path }, found);
}

/**
 * Writes a folder whole or not at all: the files go to a new folder beside its place first, which then gets its name.
 * @throws StudioError cli/folder-not-empty, cli/cannot-write
 */
export function writeFolder(path: string, files: readonly NamedFile[]): void {
  checkFolderIsFree(path);
  const temporary = join(dirname(resolve(path)), `.${randomUUID()}.tmp`);
  try {
    mkdirSync(temporary);
    for (const { name, bytes } of files) writeFileSync(join(temporary, name), bytes);
    // Windows does not rename onto a folder that is there, not even an empty one.
    if (contentOf(path) !== null) rmdirSync(path);
    renameSync(temporary, path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StudioError([diagnostic('cli/cannot-write', { file: path }, reason)], { cause });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** What a folder holds; null when nothing is there. A file in its place counts as its content. */
function contentOf(path: string): readonly string[] | null {
  try {
    return readdirSync(path);
  } catch (cause) {
    const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') return ['a file of that name'];
    throw new StudioError(
      [diagnostic('cli/cannot-write', { file: path }, cause instanceof Error ? cause.message : '')],
      { cause },
    );
  }
}
