import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalog } from './core/errors/catalog.ts';
import { layerDefinitions } from './core/layers/index.ts';
import { passes } from './core/passes/index.ts';
import { fixes } from './core/fixes/index.ts';
import { optimizers } from './core/qat/optimizers/index.ts';
import { weightQuantizers } from './core/quantizers/index.ts';
import { hardwareRules } from './core/rules/hardware/index.ts';
import { rules } from './core/rules/index.ts';
import { targets } from './core/targets/index.ts';
import { allSources, isTest } from './core/testing/sources.ts';
import { commands } from './cli/commands/index.ts';

/** A kind of thing that is one file, and one line in the file that lists them all. */
interface Registry {
  /** What one entry is, in words. */
  readonly entry: string;
  /** Where the entries lie: the files of this folder, or with `deep` those of the folders in it too. */
  readonly folder: string;
  readonly deep?: true;
  /** The file that lists them; default `index.ts` in the folder. */
  readonly index?: string;
  /** How an entry is declared; the first group is its name. */
  readonly declared: RegExp;
  /** A file of the folder that declares many entries, by how it declares one: a row each, tested in the test beside the table. */
  readonly tables?: Readonly<Record<string, RegExp>>;
  /** Name of the file by the entry's name; default: the same. Null: any. */
  readonly fileOf?: ((name: string) => string) | null;
  /** The line of an entry; default `  name,`. */
  readonly line?: (name: string) => string;
  /** The index is an object by id, and an id need not be a word: `  'nsoc-v1': nsocV1,` is a line too. */
  readonly keyed?: true;
  /** True: its test lies beside it and names it. */
  readonly tested: boolean;
}

/** An entry that a function declares. */
const by = (define: string) =>
  new RegExp(`^(?:export )?const (\\w+)(?:: [^=]+)? = ${define}\\(`, 'gm');
/** An entry that only has a type. */
const as = (type: string) => new RegExp(`^(?:export )?const (\\w+): ${type}\\b[^=]*=`, 'gm');
/** As the command line spells a command: `exportTraining` is `export-training`. */
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const spread = (name: string) => `  ...${name},`;

const REGISTRIES: readonly Registry[] = [
  {
    entry: 'layer',
    folder: 'core/layers',
    declared: by('defineLayer'),
    tables: {
      'augmentations.ts': by('defineAugmentation'),
      'dropouts.ts': by('defineDropout'),
      'merging.ts': by('defineMerge'),
      'resizings.ts': by('defineResize'),
    },
    tested: true,
  },
  {
    entry: 'weight quantizer',
    folder: 'core/quantizers',
    declared: by('defineQuantizer'),
    tested: true,
  },
  { entry: 'pass', folder: 'core/passes', declared: by('definePass'), tested: true },
  { entry: 'fix', folder: 'core/fixes', declared: by('defineFix'), tested: true },
  { entry: 'rule', folder: 'core/rules', declared: by('defineRule'), tested: true },
  {
    entry: 'hardware rule',
    folder: 'core/rules/hardware',
    declared: by('defineHardwareRule'),
    tested: true,
  },
  {
    entry: 'chip',
    folder: 'core/targets',
    declared: by('defineTarget'),
    keyed: true,
    tested: true,
  },
  {
    entry: 'optimizer',
    folder: 'core/qat/optimizers',
    declared: as('Optimizer'),
    keyed: true,
    tested: true,
  },
  { entry: 'command', folder: 'cli/commands', declared: as('Command'), tested: true },
  {
    entry: 'area of errors',
    folder: 'core/errors/catalog',
    index: 'core/errors/catalog.ts',
    declared: by('defineErrors'),
    fileOf: (name) => name.replace(/Errors$/, ''),
    line: spread,
    tested: false,
  },
  {
    entry: 'slice of the store',
    folder: 'store/slices',
    index: 'store/studioStore.ts',
    declared: as('\\w+Slice'),
    fileOf: (name) => name.replace(/Slice$/, ''),
    line: (name) => `    ${spread(name)}`,
    tested: false,
  },
  {
    entry: 'stage',
    folder: 'ui',
    deep: true,
    index: 'ui/app/stages.ts',
    declared: by('defineStage'),
    tested: false,
  },
  {
    entry: 'section of the inspector',
    folder: 'ui',
    deep: true,
    index: 'ui/inspector/index.ts',
    declared: by('defineInspectorSection'),
    tested: false,
  },
  {
    entry: 'tab of the drawer',
    folder: 'ui',
    deep: true,
    index: 'ui/app/drawerTabs.ts',
    declared: by('defineDrawerTab'),
    tested: false,
  },
  {
    entry: 'way to colour the graph',
    folder: 'ui/canvas/paint',
    declared: by('defineColourMode'),
    tested: false,
  },
  {
    entry: 'list of commands of the page',
    folder: 'ui',
    deep: true,
    index: 'ui/app/commands/index.ts',
    declared: /^export const (\w+)(?:: [^=]+)? = \[(?=[^;]*Command\b)/gm,
    fileOf: null,
    line: spread,
    tested: false,
  },
];

const sources = allSources();

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isRow: boolean;
}

/** Every entry of a registry, with the file it lies in. */
function entriesOf(registry: Registry): Entry[] {
  const inFolder = (path: string) =>
    registry.deep ? path.startsWith(`${registry.folder}/`) : dirname(path) === registry.folder;
  return sources
    .filter(({ path }) => inFolder(path) && !isTest(path))
    .flatMap(({ path, text }) => {
      const table = registry.tables?.[basename(path)];
      const found = [...text.matchAll(table ?? registry.declared)];
      return found.map(([, name = '']) => ({ name, path, isRow: table !== undefined }));
    });
}

/** Lines of the file that lists entries, without its imports: a name that is only imported is not listed. */
function linesOf(index: string): readonly string[] {
  const text = sources.find(({ path }) => path === index)?.text ?? '';
  return text.replace(/^import [^;]+;$/gm, '').split('\n');
}

describe('one thing, one file, one line', () => {
  it.each(REGISTRIES.map((registry) => [registry.entry, registry] as const))(
    'every %s',
    (entry, registry) => {
      const index = registry.index ?? `${registry.folder}/index.ts`;
      const lines = linesOf(index);
      const entries = entriesOf(registry);
      const files = new Set(entries.map(({ path }) => basename(path)));
      const empty = Object.keys(registry.tables ?? {}).filter((table) => !files.has(table));
      expect(empty, `tables of src/${registry.folder} without a row`).toEqual([]);
      expect(entries.length, `a ${entry} is declared in src/${registry.folder}`).toBeGreaterThan(1);
      const { fileOf = (name: string) => name, line = (name: string) => `  ${name},` } = registry;
      const wrong = entries.flatMap(({ name, path, isRow }) => {
        const own = basename(path).replace(/\.tsx?$/, '');
        const key = registry.keyed && new RegExp(`^ {2}'[\\w-]+': ${name},$`);
        const listed = lines.some((found) => found === line(name) || key?.test(found));
        const wanted = `"${line(name).trim()}"${key ? `, or "'its-id': ${name},"` : ''}`;
        const test = sources.find((found) => found.path === path.replace(/\.ts$/, '.test.ts'));
        return [
          ...(listed ? [] : [`src/${index} lacks the line ${wanted}`]),
          ...(isRow || fileOf === null || fileOf(name) === own
            ? []
            : [`src/${path} declares "${name}": name both alike`]),
          ...(registry.tested && ![name, kebab(name)].some((it) => test?.text.includes(it))
            ? [`src/${path.replace(/\.ts$/, '.test.ts')} must test "${name}"`]
            : []),
        ];
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe('what a registry lists', () => {
  it.each([
    ['rules', [...rules, ...hardwareRules].map(({ id }) => id)],
    ['fixes', fixes.map(({ id }) => id)],
    ['passes', passes.map(({ id }) => id)],
    ['chips', Object.values(targets).map(({ id }) => id)],
    ['optimizers', Object.values(optimizers).map(({ name }) => name)],
    ['commands', commands.map(({ name }) => name)],
    ['errors', Object.keys(catalog)],
    ['layers', layerDefinitions.flatMap((layer) => [layer.className, ...(layer.aliases ?? [])])],
    ['quantizers', weightQuantizers.map(({ className }) => className)],
  ])('%s have names of their own', (_, names) => {
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('chips and optimizers stand under their own names', () => {
    for (const [key, { id }] of Object.entries(targets)) expect(id).toBe(key);
    for (const [key, { name }] of Object.entries(optimizers)) expect(name).toBe(key);
  });

  it('errors lie in the file of their area', () => {
    const files = sources.filter(({ path }) => dirname(path) === 'core/errors/catalog');
    const wrong = files.flatMap(({ path, text }) =>
      [...text.matchAll(/^ {2}'([\w-]+)\/[\w-]+': \{$/gm)]
        .filter(([, area]) => area !== basename(path, '.ts'))
        .map(([code]) => `${path}: ${code.trim()}`),
    );
    expect(wrong).toEqual([]);
  });
});
