import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SRC = join(ROOT, 'src');

/** One source file. */
export interface Source {
  /** From src/, with slashes on every system. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below src/ that people write: nothing generated, no AssemblyScript. */
export function allSources(): Source[] {
  return readdirSync(SRC, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: relative(SRC, file).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    }))
    .filter(({ path }) => !path.includes('generated') && !path.includes('/assembly/'));
}

/** True for tests and what tests share. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)testing\//.test(path);
}

/** What a file imports, types included: files of ours as paths from src/, packages by their specifier. */
export function importsOf({ path, text }: Source): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)];
  return specifiers.map(([, specifier = '']) =>
    specifier.startsWith('.') ? posix.join(dirname(path), specifier) : specifier,
  );
}

/** What a file imports to run: files of ours whose values it takes, types left out. */
export function valuesImportedBy(source: Source): string[] {
  const text = source.text
    .replace(/(import|export) type [^;]+;/g, '')
    .replace(/import \{((?:\s*type \w+(?: as \w+)?,?)+)\s*\} from [^;]+;/g, '');
  return importsOf({ ...source, text });
}

/** A package's name without the path inside it. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
