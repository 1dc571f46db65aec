import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from './cli/commands/index.ts';
import { ROOT } from './core/testing/sources.ts';

const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** What vitest's JSON reporter prints, as far as it is read here. */
interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** One worked change of CONTRIBUTING.md, as `git diff` prints it. */
interface WorkedDiff {
  readonly diff: string;
  /** Files it adds or changes. */
  readonly files: readonly string[];
}

const diffs: readonly WorkedDiff[] = [
  ...textOf('CONTRIBUTING.md').matchAll(/^```diff\n(.*?)^```$/gms),
].map(([, diff = '']) => ({
  diff,
  files: [...diff.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file = '']) => file),
}));

describe('the worked changes of CONTRIBUTING.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contributing-'));

  beforeAll(() => {
    cpSync(join(ROOT, 'src'), join(folder, 'src'), {
      recursive: true,
      filter: (path) => !/fixtures[/\\](golden|mnist)/.test(path),
    });
    cpSync(join(ROOT, 'docs'), join(folder, 'docs'), {
      recursive: true,
      filter: (path) => !/docs[/\\](screenshots|generated)/.test(path),
    });
    for (const file of ['package.json', 'README.md', 'ARCHITECTURE.md', 'tsconfig.base.json'])
      cpSync(join(ROOT, file), join(folder, file));
    // On Windows a junction needs no rights that a link to a folder needs; elsewhere the word means nothing.
    for (const large of ['node_modules', 'src/fixtures/golden'])
      symlinkSync(join(ROOT, large), join(folder, large), 'junction');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are one a kind, each with its test', () => {
    const declarations = diffs.map(({ diff }) => /^\+export const (\w+)/m.exec(diff)?.[0]);
    expect(declarations).toEqual([
      '+export const unusedBias',
      '+export const dropUnusedBias',
      '+export const thresholdedRelu',
      '+export const example',
      '+export const layers',
    ]);
    for (const { files } of diffs)
      expect(files.filter((file) => file.endsWith('.test.ts'))).toHaveLength(1);
  });

  it('apply to the code of today, one after the other', () => {
    for (const { diff, files } of diffs) {
      const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input: diff,
        encoding: 'utf8',
        // The copy is no repository; one that it may lie in is none of ours.
        env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) },
      });
      expect(status, `${files.join(', ')}: ${stderr}`).toBe(0);
    }
  });

  it('compile', () => {
    const files = diffs.flatMap((diff) => diff.files).filter((file) => file.endsWith('.ts'));
    const compilerOptions = {
      noEmit: true,
      composite: false,
      types: ['node'],
      lib: ['ES2023', 'WebWorker'],
    };
    const options = { extends: './tsconfig.base.json', compilerOptions, files };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  }, 300_000);

  it('pass their tests, and those of registries and documentation', () => {
    const tests = diffs.flatMap((diff) => diff.files).filter((file) => file.endsWith('.test.ts'));
    const also = [
      'src/registries.test.ts',
      'src/reference.test.ts',
      'src/citations.test.ts',
      'src/core/keras/keras2Keys.test.ts',
    ];
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', folder, '--reporter=json', ...tests, ...also];
    const { stdout } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    const report = JSON.parse(stdout) as TestReport;
    const failures = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages.join()}`);
    expect(failures).toEqual([]);
    expect(report.numFailedTestSuites).toBe(0);
    expect(report.numPassedTests).toBeGreaterThan(tests.length);
  }, 300_000);
});

/** Text for people that names scripts, files and commands of ours. */
const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(ROOT, '.github'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(md|yml)$/.test(file))
    .map((file) => `.github/${file.replaceAll('\\', '/')}`),
];

describe('documents name what there is', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: object };

  it.each(DOCUMENTS)('%s', (document) => {
    const text = textOf(document).replace(/^```diff\n.*?^```$/gms, '');
    const npm = [...text.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(npm.filter((name) => !(name in scripts))).toEqual([]);
    const files = [...text.matchAll(/`((?:src|scripts|docs|e2e|public)\/[\w./-]+)`/g)];
    const missing = files
      .map(([, file = '']) => file)
      .filter((file) => !existsSync(join(ROOT, file)));
    expect(missing).toEqual([]);
    const names = commands.map(({ name }) => name);
    const used = [...text.matchAll(/\bcnn2snn ([a-z][a-z-]*) +-/g)].map(([, name = '']) => name);
    expect(used.filter((name) => !names.includes(name))).toEqual([]);
  });
});
