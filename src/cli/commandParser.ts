import { ArgumentParser } from 'argparse';
import { fail } from '../core/errors/diagnostic.ts';

/** Thrown instead of ending the process when --help or --version have said what they had to say. */
export class ParserExit extends Error {
  readonly text: string;

  constructor(text: string) {
    super('The command line asked for help or the version.');
    this.text = text;
  }
}

/** An argparse parser that neither prints nor ends the process. Subparsers are made of the same class. */
export class CommandParser extends ArgumentParser {
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
