import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf } from '../../../src/cli/exitCodes.ts';
import { formatDiagnostic } from '../../../src/cli/formatDiagnostic.ts';
import { catalog, type CatalogCode } from '../../../src/core/errors/catalog.ts';
import type { Diagnostic, DiagnosticText } from '../../../src/core/errors/diagnostic.ts';
import { code, fence, page, prose, section, table, type Page } from '../markdown.ts';
import { catalogSources, type ErrorArgument } from '../sources/catalogEntries.ts';
import { ROOT, sourceFiles } from '../sources/declarations.ts';

const sources = catalogSources();
const EXAMPLE_NUMBER = 10;

/** What the errors of an area are about. */
const areas: Readonly<Record<string, string>> = {
  calibrate: 'Calibrating a quantized model with samples.',
  cli: 'The command line: options, and files that cannot be read or written.',
  convert: 'Converting a quantized model to integers.',
  data: 'Images, labels and arrays: .npy, .npz, idx, pictures.',
  fbz: 'Reading .fbz files.',
  fix: 'Rewriting a model by a fix.',
  forward: 'Running and comparing Keras models.',
  graph: 'The graph of a model: its layers, shapes and connections.',
  keras: 'Reading Keras models: .h5, .keras, model.json.',
  map: 'Placing a network on the processors of a chip.',
  qat: 'Fine-tuning: quantization-aware training.',
  quantize: 'Rounding weights and activations to few bits.',
  scale: 'The folder in which TensorFlow trains a quantized model on many machines.',
  simulate: 'Running the converted network.',
  studio: 'The studio itself: workers, sessions, pictures.',
};

export const codes = Object.keys(catalog) as readonly CatalogCode[];

/** Files that mention a code, those of the command line and of the page apart from the rest. */
const mentionsOf = new Map(codes.map((name) => [name, [] as string[]]));
for (const path of sourceFiles('src', true)) {
  if (path.includes('/errors/catalog')) continue;
  const text = readFileSync(join(ROOT, path), 'utf8');
  for (const [name, paths] of mentionsOf) if (text.includes(`'${name}'`)) paths.push(path);
}

/** The index of the errors, one for each area, and a page for each code. */
export function errorPages(): readonly Page[] {
  const known = [...new Set(codes.map((name) => areaOf(name)))];
  return [indexPage(known), ...known.map(areaPage), ...codes.map(errorPage)];
}

export function areaOf(name: string): string {
  return name.split('/')[0] ?? '';
}

function areaText(area: string): string {
  const text = areas[area];
  if (text === undefined) throw new Error(`The area "${area}" of the catalogue has no text here.`);
  return text;
}

function errorPage(name: CatalogCode): Page {
  const { title } = catalog[name];
  const source = sources.get(name);
  const args = source?.arguments ?? [];
  const text = catalog[name].text as (...values: readonly unknown[]) => DiagnosticText;
  const said = saidWith(text, args);
  const diagnostic: Diagnostic = { code: name, severity: 'error', where: {}, title, ...said };
  return page(
    `errors/${name}.md`,
    title,
    `${code(name)} · [${areaOf(name)}](./index.md): ${prose(areaText(areaOf(name)))}`,
    prose(said.message),
    prose(source?.comment ?? ''),
    section('What to do', prose(said.hint)),
    section(
      'As it is shown',
      fence('text', formatDiagnostic(diagnostic).replace(/^ {2}at {4}$\n/m, '')),
      'The line `at` names the file and the layer, where they are known.',
      argumentsText(args),
    ),
    section('On the command line', commandLineText(name)),
    section('For programs', programText(name)),
  );
}

/** A text with placeholders; one that counts with its numbers gets an example number instead. */
function saidWith(
  text: (...values: readonly unknown[]) => DiagnosticText,
  args: readonly ErrorArgument[],
): DiagnosticText {
  const said = text(...args.map(({ placeholder }) => placeholder));
  const counted = text(
    ...args.map(({ placeholder, type }) => (type === 'number' ? EXAMPLE_NUMBER : placeholder)),
  );
  const hasNaN = (value: DiagnosticText) => JSON.stringify(value).includes('NaN');
  return hasNaN(said) && !hasNaN(counted) ? counted : said;
}

function argumentsText(args: readonly ErrorArgument[]): string {
  if (args.length === 0) return '';
  const shown = args.map(({ name, type }) => [
    name
      .split(', ')
      .map((part) => code(`‹${part}›`))
      .join(' and '),
    code(type.replaceAll('readonly ', '')),
  ]);
  return `What stands between ‹ and › is filled in:\n\n${table(['part', 'type'], shown)}`;
}

function commandLineText(name: CatalogCode): string {
  const paths = mentionsOf.get(name) ?? [];
  const inPage = paths.every((path) => /^src\/(worker|store|ui)\//.test(path));
  if (inPage) return 'It comes up in the studio only.';
  return `The command ends with exit code ${exitCodeOf(name)}.`;
}

function programText(name: CatalogCode): string {
  const paths = mentionsOf.get(name) ?? [];
  return [
    `The library throws a ${code('StudioError')} whose ${code('diagnostics')} hold one with ${code(`code: '${name}'`)}; codes do not change between versions.`,
    `Raised in ${paths.map(code).join(', ')}.`,
  ].join(' ');
}

function areaPage(area: string): Page {
  const own = codes.filter((name) => areaOf(name) === area);
  return page(
    `errors/${area}/index.md`,
    `Errors: ${area}`,
    prose(areaText(area)),
    table(
      ['code', 'says'],
      own.map((name) => [
        `[${name}](./${name.split('/')[1] ?? ''}.md)`,
        prose(catalog[name].title),
      ]),
    ),
  );
}

function indexPage(known: readonly string[]): Page {
  return page(
    'errors/index.md',
    'Errors',
    `Everything that is refused has a code: ${codes.length} of them. The command line, the studio and the library show the same text.
Violations of the rules of the conversion have codes of their own: see [Rules](../rules/index.md).`,
    ...known.map((area) =>
      section(
        area,
        prose(areaText(area)),
        table(
          ['code', 'says'],
          codes
            .filter((name) => areaOf(name) === area)
            .map((name) => [`[${name}](./${name}.md)`, prose(catalog[name].title)]),
        ),
      ),
    ),
  );
}
