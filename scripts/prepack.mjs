// Before `npm pack` and `npm publish`: everything the package holds is built anew from an empty folder, so that no file of an
// earlier build travels along.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
for (const script of ['build', 'build:studio']) {
  execFileSync('npm', ['run', '-s', script], {
    cwd: root,
    // npm prints the result of `pack --json` on standard output, which is its own.
    stdio: ['ignore', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
}
