import { RawDescriptionHelpFormatter, ArgumentParser } from 'argparse';
import { diagnostic, fail, isStudioError, type Diagnostic } from '../core/errors/diagnostic.ts';
import type { CliIo, CommandIo } from './command.ts';
import { commands } from './commands/index.ts';
import { exitCodeOf, exitCodes, exitCodesText } from './exitCodes.ts';
import { formatDiagnostic } from './formatDiagnostic.ts';
import { version } from './version.ts';

interface ParsedArguments {
  readonly command: string;
  /** Most commands have -m. */
  readonly model?: string;
}

/**
 * Runs one command line. Never throws and never ends the process.
 * @param argv without the interpreter and the script
 * @returns the exit code, see `exitCodes`
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  const isJson = asksForJson(argv);
  let model: string | undefined;
  try {
    const { command, ...args } = parseArguments(argv);
    model = args.model;
    const chosen = commands.find(({ name }) => name === command);
    return (await chosen?.run(args, isJson ? jsonIo(io) : textIo(io))) ?? exitCodes.usage;
  } catch (error) {
    if (error instanceof ParserExit) {
      io.out(error.text);
      return exitCodes.done;
    }
    const diagnostics = diagnosticsOf(error, io).map((found) => inFile(found, model));
    if (isJson) jsonIo(io).result({ ok: false, diagnostics });
    else if (io.signal.aborted) io.err('Stopped. Nothing was written.\n');
    else io.err(diagnostics.map(formatDiagnostic).join('\n'));
    return Math.max(...diagnostics.map(({ code }) => exitCodeOf(code)));
  }
}

/** Whether a command line holds `--json`, cut short as argparse allows, even one that is wrong otherwise. */
function asksForJson(argv: readonly string[]): boolean {
  return argv.some((word) => /^--j(s(on?)?)?(=|$)/.test(word));
}

function textIo(io: CliIo): CommandIo {
  return { ...io, result: () => undefined };
}

/** With `--json` standard output holds one JSON object and nothing else. */
function jsonIo(io: CliIo): CommandIo {
  const result = (value: object) => {
    io.out(`${JSON.stringify({ ok: true, ...value }, null, 2)}\n`);
  };
  return { ...io, out: () => undefined, result };
}

function diagnosticsOf(error: unknown, io: CliIo): readonly Diagnostic[] {
  if (io.signal.aborted) return [diagnostic('cli/interrupted', {})];
  if (isStudioError(error)) return error.diagnostics;
  io.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return [diagnostic('cli/fault', {}, error instanceof Error ? error.message : String(error))];
}

/** The core does not know which file a graph came from; a diagnostic about a layer is about the model. */
function inFile(diagnostic: Diagnostic, file: string | undefined): Diagnostic {
  const { where } = diagnostic;
  if (file === undefined || where.layer === undefined) return diagnostic;
  return { ...diagnostic, where: { file, ...where } };
}

/** What holds for every command. */
const CONTRACT = `exit codes:
${exitCodesText()}

With --json, standard output holds one JSON object, whatever happens: "ok" is true where the exit code is 0, and the
result stands beside it. Otherwise "diagnostics" says what is wrong.`;

/** What a command line asks for. @throws StudioError cli/usage; ParserExit for --help and --version */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  const parser = new CommandParser({
    prog: 'cnn2snn',
    description: 'Takes Keras CNNs to spiking networks for Akida 1.0, exact to the integer.',
    epilog: `Each command has a --help of its own, with an example.\n\n${CONTRACT}`,
    formatter_class: RawDescriptionHelpFormatter,
  });
  parser.add_argument('--version', { action: 'version', version: `cnn2snn-studio ${version}` });
  const subparsers = parser.add_subparsers({ dest: 'command', metavar: 'COMMAND', required: true });
  for (const command of commands) {
    const { name, help, example } = command;
    const subparser = subparsers.add_parser(name, {
      help,
      description: `${help}.`,
      epilog: `example:\n  ${example}\n\n${CONTRACT}`,
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
