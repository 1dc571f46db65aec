#!/usr/bin/env node
import { main } from './main.ts';

const controller = new AbortController();
process.on('SIGINT', () => {
  // A second Ctrl-C does not wait for the work to reach a place where it can stop.
  if (controller.signal.aborted) process.exit(130);
  controller.abort();
});

process.exitCode = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
  signal: controller.signal,
});
