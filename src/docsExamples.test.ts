import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandsOf, fencesOf } from './cli/testing/fences.ts';
import { parseArguments } from './cli/main.ts';
import {
  buildPackage,
  packageProject,
  root,
  type PackageProject,
} from './cli/testing/packageProject.ts';

const EXAMPLES = resolve(root, 'docs/examples');
const MAX_LINES = 60;

const files = readdirSync(EXAMPLES, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md')
  .map((entry) => resolve(entry.parentPath, entry.name));

function textOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

describe('the examples', () => {
  /** The files of one example share the first part of their name: a folder, or what stands before the dot. */
  const examples = new Map<string, string[]>();
  for (const file of files) {
    const name = /[\w-]+/.exec(file.slice(EXAMPLES.length))?.[0] ?? '';
    examples.set(name, [...(examples.get(name) ?? []), file]);
  }

  test.each([...examples])('%s has at most 60 lines, comments included', (_, parts) => {
    const lines = parts.reduce((sum, file) => sum + textOf(file).trimEnd().split('\n').length, 0);
    expect(lines).toBeLessThanOrEqual(MAX_LINES);
  });

  test('the README shows every file as it is', () => {
    const shown = fencesOf(textOf(resolve(EXAMPLES, 'README.md'))).map(({ text }) => text);
    for (const file of files) expect(shown, basename(file)).toContain(textOf(file));
  });
});

describe('in a project that has installed the package', () => {
  let project: PackageProject;
  beforeAll(() => {
    buildPackage();
    project = packageProject();
    for (const file of files) copyFileSync(file, project.path(basename(file)));
    mkdirSync(project.path('models'));
    for (const name of ['mnist_float.h5', 'mnist_incompatible.h5', 'mnist_test500.npz']) {
      copyFileSync(resolve(root, 'public/samples', name), project.path(name));
    }
    copyFileSync(project.path('mnist_float.h5'), project.path('models/digits.h5'));
  }, 300_000);
  afterAll(() => {
    project.remove();
  });

  test('convert.mjs writes the .fbz and measures it', { timeout: 120_000 }, () => {
    const { status, stdout, stderr } = project.node(
      'convert.mjs',
      'mnist_float.h5',
      'mnist_test500.npz',
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'Wrote mnist_float.fbz: 4 layers, 38206 bytes\nRight: 498 of 500\n',
      stderr: '',
    });
    expect(readFileSync(project.path('mnist_float.fbz'))).toHaveLength(38_206);
  });

  test('convert.mjs mends what it can and names what it cannot', { timeout: 120_000 }, () => {
    const { status, stdout, stderr } = project.node('convert.mjs', 'mnist_incompatible.h5');
    expect(status).toBe(1);
    expect(stdout.trim().split('\n')).toHaveLength(5);
    expect(stdout).toContain('Fixed: "edges" becomes linear');
    expect(stderr).toContain('rule/relu-only at parts_relu: ReLU "parts_relu" passes on a share');
    expect(existsSync(project.path('mnist_incompatible.fbz'))).toBe(false);
    const missing = project.node('convert.mjs', 'mnist_test500.npz');
    expect(missing.status).toBe(1);
    expect(missing.stderr).toMatch(/^keras\/\S+ at mnist_test500.npz: /);
  });

  test(
    'check-models.yml checks models: one that breaks a rule fails the job',
    { timeout: 120_000 },
    () => {
      const steps = [...textOf(resolve(EXAMPLES, 'check-models.yml')).matchAll(/- run: (.+)/g)].map(
        ([, command = '']) => command.split(' '),
      );
      const [install, [program, ...args] = []] = steps;
      expect({ install, program }).toEqual({ install: ['npm', 'ci'], program: 'node' });
      const good = project.node(...args);
      expect(good.stderr).toBe('');
      expect(good.status).toBe(0);
      expect(good.stdout).toMatch(
        /^::notice file=models.digits.h5,title=Layer is still in float::/,
      );
      expect(good.stdout).toMatch(/^converts: models.digits.h5$/m);

      mkdirSync(project.path('bad'));
      copyFileSync(project.path('mnist_incompatible.h5'), project.path('bad/a.h5'));
      copyFileSync(project.path('mnist_test500.npz'), project.path('bad/b.keras'));
      const bad = project.node('check-models.mjs', 'bad');
      expect(bad.status).toBe(1);
      expect(bad.stdout.match(/^::error /gm)).toHaveLength(7);
      expect(bad.stdout).toMatch(/^does NOT convert: bad.a.h5$/m);
      expect(bad.stdout).toMatch(
        /^::error file=bad.b.keras,title=Another kind of file::.+\ndoes NOT convert: bad.b.keras$/m,
      );
    },
  );

  test('sweep-bits.mjs prints a row for each model and bitwidths', { timeout: 120_000 }, () => {
    const { status, stdout, stderr } = project.node(
      'sweep-bits.mjs',
      'models',
      'mnist_test500.npz',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const rows = stdout.trim().split('\n');
    expect(rows).toHaveLength(6);
    expect(rows[1]).toMatch(/^digits\.h5 +8\/4\/4 +38206 +68\.7 % +99\.6 %$/);
    expect(rows[5]).toMatch(/^digits\.h5 +2\/2\/1 +10112 +91\.4 % +16\.6 %$/);
  });

  test('train-at-scale.sh uses commands that exist', () => {
    const commands = commandsOf(textOf(resolve(EXAMPLES, 'train-at-scale.sh'))).filter(
      ([program]) => program === 'cnn2snn',
    );
    expect(commands.length).toBeGreaterThan(0);
    for (const [, ...argv] of commands) expect(() => parseArguments(argv)).not.toThrow();
  });
});
