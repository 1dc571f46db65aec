import type { Command } from './command.ts';

/** What `cnn2snn` itself answers. */
const GENERAL: ReadonlySet<string> = new Set(['-h', '--help', '--version']);

/**
 * The command line of `cnn2snn` that one of `cnn2snn-studio` stands for: the same where it begins with a command, else
 * the command `studio`.
 * @example studioArguments(['model.h5', '--no-open'], commands)  ->  ['studio', 'model.h5', '--no-open']
 */
export function studioArguments(
  argv: readonly string[],
  commands: readonly Pick<Command, 'name'>[],
): readonly string[] {
  const [first] = argv;
  const isForAll =
    first !== undefined && (GENERAL.has(first) || commands.some(({ name }) => name === first));
  return isForAll ? argv : ['studio', ...argv];
}
