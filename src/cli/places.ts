import { statSync, type BigIntStats } from 'node:fs';
import { diagnostic, StudioError } from '../core/errors/diagnostic.ts';

/** A name that cannot be one: a file in the place of a folder, a circle of links, too many letters. */
const NOTHING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** What lies at a path; undefined for nothing. @throws StudioError cli/cannot-read where the system does not say */
export function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (cause) {
    if (NOTHING.has(codeOf(cause))) return undefined;
    throw new StudioError([diagnostic('cli/cannot-read', { file: path }, reasonOf(cause))], {
      cause,
    });
  }
}

export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** The system's code of an error, such as ENOENT. */
export function codeOf(cause: unknown): unknown {
  return cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
}

/** What the system says, without the call and the path: those may be of a file that only we know. */
export function reasonOf(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return reason.replace(/, \w+ '.*'$/s, '');
}
