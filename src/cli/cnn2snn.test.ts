import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { version } from './packageFolders.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

beforeAll(() => {
  execFileSync(
    process.execPath,
    [resolve(root, 'node_modules/typescript/bin/tsc'), '-b', 'src/core', 'src/cli'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
}, 300_000);

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(root, 'dist/cli/cnn2snn.js'), ...argv],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('the built command runs, and its exit code reaches the shell', () => {
  expect(run('--version')).toEqual({
    status: 0,
    stdout: `cnn2snn-studio ${version}\n`,
    stderr: '',
  });
  const model = resolve(root, 'public/samples/mnist_float.h5');
  expect(run('inspect', '-m', model)).toMatchObject({ status: 0, stderr: '' });
  expect(run('fly').status).toBe(2);
  expect(run('run', '-m', model, '-i', model).status).toBe(1);
});
