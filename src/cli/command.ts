import type { ArgumentParser } from 'argparse';

/** Where the command line writes and what can stop it. Injected, so that tests run commands in process. */
export interface CliIo {
  /** Results. */
  readonly out: (text: string) => void;
  /** Errors and progress. */
  readonly err: (text: string) => void;
  /** True where `err` is a terminal: only there progress is shown. */
  readonly isTerminal: boolean;
  readonly signal: AbortSignal;
}

/**
 * What a command is given. It tells each result twice, and the user sees one: `out` is for people and silent with `--json`,
 * `result` is for programs and silent without.
 */
export interface CommandIo extends CliIo {
  /** The result as one JSON object, told once and last. `ok` is true unless it is given. */
  readonly result: (value: object) => void;
}

/**
 * One subcommand. `A` states what `declare` declares: argparse itself has no types.
 * An option that was not given is null or undefined, or its default.
 */
export interface Command<A extends object = object> {
  readonly name: string;
  /** One sentence without full stop, for the list of commands. */
  readonly help: string;
  /** One command line that works. */
  readonly example: string;
  declare(parser: ArgumentParser): void;
  /**
   * A method, not a function in a property: only so the list of commands can hold every `A`.
   * @returns the exit code
   */
  run(args: A, io: CommandIo): Promise<number>;
}
