// Starts train.py of a training folder: alone, or as workers on 127.0.0.1 that train together.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { python } from './toolkit.mjs';

/** A port of this machine that nothing listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Ends a process that hangs, long after the slowest run. */
const LIMIT_MS = 15 * 60 * 1000;

function start(folder, args, config) {
  const env = { ...process.env, TF_CONFIG: config ? JSON.stringify(config) : '' };
  const child = spawn(python(), [join(folder, 'train.py'), ...args.map(String)], { env });
  const worker = { child, output: '', onText: () => undefined };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      worker.output += text;
      worker.onText(worker.output);
    });
  }
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  worker.ended = new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, output: worker.output });
    });
  });
  return worker;
}

/** Trains in one process. @returns its exit code and everything it printed */
export async function trainAlone(folder, args) {
  return start(folder, args).ended;
}

/**
 * Trains in several processes.
 * @param argumentsOf  the arguments of each, by its number
 * @param killAt  a text; once the last worker has printed it, that worker is killed
 * @returns of each its exit code (null when it was killed) and everything it printed
 */
export async function trainTogether(folder, count, argumentsOf, killAt) {
  const ports = [];
  while (ports.length < count) {
    const port = await freePort();
    if (!ports.includes(port)) ports.push(port);
  }
  const cluster = { worker: ports.map((port) => `127.0.0.1:${port}`) };
  const workers = ports.map((_, index) =>
    start(folder, argumentsOf(index), { cluster, task: { type: 'worker', index } }),
  );
  if (killAt) {
    const last = workers.at(-1);
    last.onText = (output) => {
      if (output.includes(killAt)) last.child.kill('SIGKILL');
    };
  }
  return Promise.all(workers.map(({ ended }) => ended));
}
