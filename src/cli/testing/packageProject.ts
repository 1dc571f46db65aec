import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, and in the project the package. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the library and the command line; quick where nothing changed. */
export function buildPackage(): void {
  const compiler = resolve(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-b', 'src/core', 'src/cli'], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** An empty project of a user, in a folder of its own, in which the built package is installed. */
export interface PackageProject {
  readonly folder: string;
  readonly path: (name: string) => string;
  /** Runs a program of the project with Node, in its folder. */
  readonly node: (...args: readonly string[]) => {
    status: number | null;
    stdout: string;
    stderr: string;
  };
  readonly remove: () => void;
}

/** Makes the project; the package is the repository itself, linked, so `buildPackage` comes first. */
export function packageProject(): PackageProject {
  const folder = mkdtempSync(join(tmpdir(), 'cnn2snn-project-'));
  const path = (name: string) => join(folder, name);
  writeFileSync(path('package.json'), JSON.stringify({ type: 'module', private: true }));
  mkdirSync(path('node_modules/.bin'), { recursive: true });
  for (const [name, target] of [
    ['cnn2snn-studio', root],
    ['@types', resolve(root, 'node_modules/@types')],
  ] as const) {
    symlinkSync(target, path(`node_modules/${name}`), 'junction');
  }
  linkCommand(path('node_modules/.bin/cnn2snn'));
  return {
    folder,
    path,
    node: (...args) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What npm puts into .bin, for a shell and for Windows. */
function linkCommand(file: string): void {
  const { bin } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
    readonly bin: { readonly cnn2snn: string };
  };
  const script = resolve(root, bin.cnn2snn);
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(file, 0o755);
  writeFileSync(`${file}.cmd`, `@"${process.execPath}" "${script}" %*\r\n`);
}
