// The reference environment: Python 3.8 with TensorFlow, cnn2snn and the vendor's runtime, in .oracle/ (kept out of git, see setup.sh).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const ENVIRONMENT = resolve(process.env.CNN2SNN_ORACLE ?? '.oracle');

/** Where the files of a run go. */
export const WORK = resolve('.cache/interop');

/** The environment's Python; sets the environment up where it is not there yet. */
export function python() {
  const binary = join(ENVIRONMENT, 'bin/python');
  if (!existsSync(binary)) {
    console.log(`Setting up the reference environment in ${ENVIRONMENT} (some minutes) ...`);
    execFileSync('bash', [join(HERE, 'setup.sh'), ENVIRONMENT], { stdio: 'inherit' });
  }
  return binary;
}

/** Asks the toolkit or the runtime; see oracle.py for the commands. */
export function oracle(...args) {
  const options = { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 };
  execFileSync(python(), [join(HERE, 'oracle.py'), ...args.map(String)], options);
}

/** Bytes of a file. */
export const read = (path) => new Uint8Array(readFileSync(path));
