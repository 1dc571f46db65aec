import { copyFileSync, chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { goldenDir } from '../../core/testing/golden.ts';
import { main } from '../main.ts';

/** What a command said and how it ended. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in process; stderr is no terminal unless `isTerminal`. */
export async function runCli(
  argv: readonly string[],
  { isTerminal = false, signal = new AbortController().signal } = {},
): Promise<CliResult> {
  let out = '';
  let err = '';
  const code = await main(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal,
    signal,
  });
  return { code, out, err };
}

/** A folder for one test, gone when the test ends. */
export interface Workplace {
  readonly path: (name: string) => string;
  /** Copies a golden file here and gives its path. */
  readonly copy: (golden: string, name: string) => string;
  readonly files: () => readonly string[];
}

/** Makes a folder for the running test. */
export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'cnn2snn-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = (name: string) => join(folder, name);
  return {
    path,
    copy: (golden, name) => {
      copyFileSync(resolve(goldenDir(), golden), path(name));
      chmodSync(path(name), 0o644);
      return path(name);
    },
    files: () => readdirSync(folder).sort(),
  };
}
