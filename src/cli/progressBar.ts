import type { CliIo } from './command.ts';

const WIDTH = 30;

/** A bar that overwrites itself on stderr; silent where stderr is not a terminal. */
export interface ProgressBar {
  readonly update: (done: number, total: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

/** Starts a progress bar. */
export function progressBar(io: CliIo, label: string): ProgressBar {
  let shown = '';
  const show = (text: string) => {
    if (!io.isTerminal || text === shown) return;
    io.err(`\r${text}\u001b[K`);
    shown = text;
  };
  return {
    update: (done, total) => {
      const share = total > 0 ? done / total : 1;
      const filled = Math.round(share * WIDTH);
      const bar = '#'.repeat(filled).padEnd(WIDTH, '.');
      show(`${label} [${bar}] ${Math.floor(share * 100)} %`);
    },
    end: () => {
      if (shown !== '') show('');
    },
  };
}

/** Runs work with a progress bar that goes away with it, also when it fails. */
export async function withProgress<T>(
  io: CliIo,
  label: string,
  work: (update: ProgressBar['update']) => Promise<T>,
): Promise<T> {
  const bar = progressBar(io, label);
  try {
    return await work(bar.update);
  } finally {
    bar.end();
  }
}
