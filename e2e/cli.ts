import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command line, `npm run build` before it. */
export const cliPath = fileURLToPath(new URL('../dist/cli/cnn2snn.js', import.meta.url));

/** Runs the built command line and gives what it prints. Throws what it reports when it fails. */
export function runCli(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cliPath, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cnn2snn ${args.join(' ')}: exit code ${status}\n${stderr}`);
  return stdout;
}
