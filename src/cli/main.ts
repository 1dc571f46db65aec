import { RawDescriptionHelpFormatter, ArgumentParser } from 'argparse';
import { isStudioError, type Diagnostic, fail } from '../core/errors/diagnostic.ts';
import type { CliIo } from './command.ts';
import { commands } from './commands/index.ts';
import { formatDiagnostic } from './formatDiagnostic.ts';
import { version } from './packageFolders.ts';

/** Exit codes: all went well; the model or the data were refused; the command line was wrong; Ctrl-C (128 + SIGINT). */
export const exitCodes = { done: 0, refused: 1, usage: 2, interrupted: 130 } as const;

/** Errors of the command line itself rather than of what the files hold. */
const USAGE_ERRORS: ReadonlySet<string> = new Set([
  'cli/usage',
  'cli/no-such-file',
  'cli/cannot-read',
  'cli/cannot-write',
  'cli/would-overwrite-input',
  'cli/same-output',
  'cli/studio-missing',
  'cli/port-in-use',
  'cli/cannot-serve',
  'cli/folder-not-empty',
]);

/** The exit code of a command that ends with that error. */
export function exitCodeOf(code: string): number {
  return USAGE_ERRORS.has(code) ? exitCodes.usage : exitCodes.refused;
}

interface ParsedArguments {
  readonly command: string;
  /** Most commands have -m. */
  readonly model?: string;
}

/**
 * Runs one command line. Never throws for bad input and never ends the process.
 * @param argv without the interpreter and the script
 * @returns the exit code, see `exitCodes`
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  let model: string | undefined;
  try {
    const { command, ...args } = parseArguments(argv);
    model = args.model;
    const chosen = commands.find(({ name }) => name === command);
    return (await chosen?.run(args, io)) ?? exitCodes.usage;
  } catch (error) {
    if (error instanceof ParserExit) {
      io.out(error.text);
      return exitCodes.done;
    }
    if (io.signal.aborted) {
      io.err('Stopped. Nothing was written.\n');
      return exitCodes.interrupted;
    }
    if (!isStudioError(error)) throw error;
    const placed = error.diagnostics.map((diagnostic) => inFile(diagnostic, model));
    io.err(placed.map(formatDiagnostic).join('\n'));
    return Math.max(...error.diagnostics.map(({ code }) => exitCodeOf(code)));
  }
}

/** The core does not know which file a graph came from; a diagnostic about a layer is about the model. */
function inFile(diagnostic: Diagnostic, file: string | undefined): Diagnostic {
  const { where } = diagnostic;
  if (file === undefined || where.layer === undefined) return diagnostic;
  return { ...diagnostic, where: { file, ...where } };
}

/** What a command line asks for. @throws StudioError cli/usage; ParserExit for --help and --version */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const parser = new CommandParser({
    prog: 'cnn2snn',
    description: 'Takes Keras CNNs to spiking networks for Akida 1.0, exact to the integer.',
    epilog: 'Each command has a --help of its own, with an example.',
  });
  parser.add_argument('--version', { action: 'version', version: `cnn2snn-studio ${version}` });
  const subparsers = parser.add_subparsers({ dest: 'command', metavar: 'COMMAND', required: true });
  for (const command of commands) {
    const { name, help, example } = command;
    const subparser = subparsers.add_parser(name, {
      help,
      description: `${help}.`,
      epilog: `example:\n  ${example}`,
      formatter_class: RawDescriptionHelpFormatter,
    });
    command.declare(subparser);
  }
  return parser.parse_args([...argv]) as ParsedArguments;
}

/** Thrown instead of ending the process when --help or --version have said what they had to say. */
class ParserExit extends Error {
  readonly text: string;

  constructor(text: string) {
    super('The command line asked for help or the version.');
    this.text = text;
  }
}

/** An argparse parser that neither prints nor ends the process. Subparsers are made of the same class. */
class CommandParser extends ArgumentParser {
  private printed = '';

  /** argparse prints through this method alone. */
  _print_message(message: string | undefined): void {
    this.printed += message ?? '';
  }

  override exit(_status: number, message?: string): never {
    throw new ParserExit(this.printed + (message ?? ''));
  }

  override error(error: string | Error): never {
    const message = typeof error === 'string' ? error : error.message;
    const { prog } = this as unknown as { readonly prog: string };
    return fail('cli/usage', {}, message, prog);
  }
}
