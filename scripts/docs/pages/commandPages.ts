import { ArgumentParser } from 'argparse';
import type { Command } from '../../../src/cli/command.ts';
import { commands } from '../../../src/cli/commands/index.ts';
import { exitCodes, exitMeanings } from '../../../src/cli/exitCodes.ts';
import { main } from '../../../src/cli/main.ts';
import { code, fence, page, prose, section, table, type Page } from '../markdown.ts';

/** What argparse keeps of an option; it declares no types for it. */
interface Action {
  readonly option_strings: readonly string[];
  readonly dest: string;
  readonly default: unknown;
  readonly help?: string;
  readonly metavar?: string;
  readonly required: boolean;
  readonly nargs?: string | number;
  /** The names that a value may have, or the parsers of a further command. */
  readonly choices?: readonly unknown[] | Readonly<Record<string, ArgumentParser>>;
}

/** The index of the commands and a page for each. */
export async function commandPages(): Promise<readonly Page[]> {
  return [await indexPage(), ...(await Promise.all(commands.map(commandPage)))];
}

async function helpOf(...words: readonly string[]): Promise<string> {
  let said = '';
  await main([...words, '--help'], {
    out: (text) => (said += text),
    err: (text) => (said += text),
    isTerminal: false,
    signal: new AbortController().signal,
  });
  return said;
}

async function commandPage(command: Command): Promise<Page> {
  const { name, help, example } = command;
  const parser = new ArgumentParser({ prog: `cnn2snn ${name}` });
  command.declare(parser);
  const methods = Object.entries(methodsOf(parser));
  const parts = await Promise.all(
    methods.map(async ([method, own]) =>
      section(`${name} ${method}`, optionsTable(own), fence('text', await helpOf(name, method))),
    ),
  );
  return page(
    `cli/${name}.md`,
    `cnn2snn ${name}`,
    `${prose(help)}.`,
    fence('sh', example),
    section('Options', optionsTable(parser)),
    ...parts,
    section(
      'Help',
      `What ${code(`cnn2snn ${name} --help`)} prints:`,
      fence('text', await helpOf(name)),
    ),
    section('Exit code', exitText()),
  );
}

function actionsOf(parser: ArgumentParser): readonly Action[] {
  const { _actions } = parser as unknown as { readonly _actions: readonly Action[] };
  return _actions.filter(({ dest }) => dest !== 'help');
}

/** The parsers of a command that has commands of its own. */
function methodsOf(parser: ArgumentParser): Readonly<Record<string, ArgumentParser>> {
  const [found] = actionsOf(parser).flatMap(({ choices }) =>
    choices && !Array.isArray(choices) ? [choices as Readonly<Record<string, ArgumentParser>>] : [],
  );
  return found ?? {};
}

function optionsTable(parser: ArgumentParser): string {
  const methods = Object.keys(methodsOf(parser));
  return table(
    ['option', 'what it is', 'default'],
    actionsOf(parser).map((action) => {
      const { option_strings: names, metavar, dest, nargs, help, choices } = action;
      const values = Array.isArray(choices) ? choices.map(String).join('|') : undefined;
      const value = nargs === 0 ? '' : ` ${metavar ?? values ?? dest.toUpperCase()}`;
      const isMethod = methods.length > 0 && choices !== undefined && !Array.isArray(choices);
      const shown =
        names.length > 0
          ? names.map((name) => code(`${name}${value}`)).join(', ')
          : code(value.trim());
      return [
        shown,
        isMethod ? `one of ${methods.map(code).join(', ')}` : prose(help ?? ''),
        defaultText(action),
      ];
    }),
  );
}

function defaultText({ default: value, required, nargs, option_strings: names }: Action): string {
  if (required || (names.length === 0 && nargs === undefined)) return 'required';
  if (value === undefined || value === null) return '';
  if (nargs === 0) return 'off';
  return code(pythonBoolean(value));
}

function pythonBoolean(value: unknown): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function exitText(): string {
  return table(
    ['code', 'means'],
    (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).map((ending) => [
      String(exitCodes[ending]),
      prose(exitMeanings[ending]),
    ]),
  );
}

async function indexPage(): Promise<Page> {
  return page(
    'cli/index.md',
    'Command line',
    `The command is ${code('cnn2snn')}. Each of its commands has a page here, and ${code('--help')} prints its options.`,
    table(
      ['command', 'does'],
      commands.map(({ name, help }) => [`[${name}](./${name}.md)`, `${prose(help)}.`]),
    ),
    section('Help', fence('text', await helpOf())),
    section('Exit code', exitText()),
  );
}
