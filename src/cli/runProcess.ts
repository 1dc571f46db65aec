import { main } from './main.ts';

/** Runs one command line as this process: its streams, its Ctrl-C, its exit code. */
export async function runProcess(argv: readonly string[]): Promise<void> {
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

  process.exitCode = await main(argv, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    signal: controller.signal,
  });
}
