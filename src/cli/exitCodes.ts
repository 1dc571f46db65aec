import type { CatalogCode } from '../core/errors/catalog.ts';
import type { Diagnostic } from '../core/errors/diagnostic.ts';

/** How a command can end. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  unreadable: 3,
  /** EX_SOFTWARE of sysexits.h: not to be taken for a model that breaks rules. */
  fault: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;

type Ending = keyof typeof exitCodes;

/** What each exit code says, for `--help` and the documentation; the same for every command. */
export const exitMeanings: Readonly<Record<Ending, string>> = {
  done: 'done',
  refused:
    'the model breaks a rule or cannot be converted, the data do not fit it, or two models differ',
  usage: 'wrong arguments or options, or a place that the result cannot be written to',
  unreadable: 'a file cannot be read: missing, damaged, or not what it should be',
  fault: 'a fault of the program',
  interrupted: 'stopped by Ctrl-C; nothing was written',
};

/** The table of exit codes as text. */
export function exitCodesText(): string {
  return (Object.keys(exitCodes) as readonly Ending[])
    .map((ending) => `  ${String(exitCodes[ending]).padStart(3)}  ${exitMeanings[ending]}`)
    .join('\n');
}

type CodeOf<Area extends string> = Extract<CatalogCode, `${Area}/${string}`>;

/** The command line's own errors, each of them: what is wrong is either the command line or a file that it names. */
const OWN: Readonly<Record<CodeOf<'cli'>, Ending>> = {
  'cli/usage': 'usage',
  'cli/no-such-file': 'unreadable',
  'cli/cannot-read': 'unreadable',
  'cli/is-folder': 'unreadable',
  'cli/folder-without-model': 'unreadable',
  'cli/folder-of-models': 'unreadable',
  'cli/shard-outside': 'unreadable',
  'cli/cannot-write': 'usage',
  'cli/wrong-ending': 'usage',
  'cli/output-is-folder': 'usage',
  'cli/output-is-file': 'usage',
  'cli/no-output-folder': 'usage',
  'cli/would-overwrite-input': 'usage',
  'cli/same-output': 'usage',
  'cli/folder-not-empty': 'usage',
  'cli/needs-keras-model': 'refused',
  'cli/needs-akida-model': 'refused',
  'cli/no-logits': 'refused',
  'cli/studio-missing': 'usage',
  'cli/port-in-use': 'usage',
  'cli/cannot-serve': 'usage',
  'cli/interrupted': 'interrupted',
  'cli/fault': 'fault',
};

/** Errors of other areas that an option of the command line brings about. */
const BY_OPTIONS: ReadonlySet<CatalogCode> = new Set([
  'calibrate/batch-size',
  'graph/unknown-layer-name',
  'keras/not-in-keras-3',
  'keras/not-in-python',
  'map/bad-chip',
  'map/unknown-chip',
  'qat/bad-setting',
  'quantize/bad-bits',
  'quantize/not-quantizable',
]);

/** Areas whose errors say that a file does not hold what it should. */
const READERS: ReadonlySet<string> = new Set(['data', 'fbz', 'keras']);

/** The exit code of a command that ends with that error. */
export function exitCodeOf(code: Diagnostic['code']): number {
  if (code in OWN) return exitCodes[OWN[code as CodeOf<'cli'>]];
  if ((BY_OPTIONS as ReadonlySet<string>).has(code)) return exitCodes.usage;
  return READERS.has(code.split('/')[0] ?? '') ? exitCodes.unreadable : exitCodes.refused;
}
