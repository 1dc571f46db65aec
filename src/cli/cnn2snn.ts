#!/usr/bin/env node
import { main } from './main.ts';

const controller = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C does not wait for the work to reach a place where it can stop.
  if (controller.signal.aborted) process.exit(130);
  controller.abort();
});

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has read enough, as `head` does.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  signal: controller.signal,
});
