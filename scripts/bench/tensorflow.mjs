import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ENVIRONMENT = resolve(process.env.CNN2SNN_ORACLE ?? '.oracle');
const SCRIPT = fileURLToPath(new URL('./timeTensorFlow.py', import.meta.url));

/** Where the reference environment's Python is; null where it is not set up. */
export function oraclePython() {
  const python = join(ENVIRONMENT, 'bin/python');
  return existsSync(python) ? python : null;
}

/** Starts TensorFlow with one model on so many threads, 0 for all. `time(batch, repeats)` gives milliseconds of one pass; `stop()` ends it. */
export async function startTensorFlow(python, model, inputs, threads = 1) {
  const child = spawn(python, [SCRIPT, model, inputs, String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`TensorFlow could not run ${model}`);
    return value;
  };
  while ((await answer()) !== 'ready');
  return {
    async time(batch, repeats) {
      child.stdin.write(`${batch} ${repeats}\n`);
      return Number(await answer());
    },
    stop: () => child.stdin.end(),
  };
}
