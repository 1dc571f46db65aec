import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from './cli/commands/index.ts';
import { catalog } from './core/errors/catalog.ts';
import {
  allSources,
  importsOf,
  isTest,
  packageOf,
  ROOT,
  valuesImportedBy,
} from './core/testing/sources.ts';

const MAX_LINES = { shipped: 400, test: 600 };

const all = allSources();
const shipped = all.filter(({ path }) => !isTest(path));
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Each folder and the folders of ours that it may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  project: ['project', 'core'],
  cli: ['cli', 'project', 'core'],
  worker: ['worker', 'project', 'core'],
  store: ['store', 'worker', 'project', 'core'],
  ui: ['ui', 'store', 'worker', 'project', 'core'],
};

/** A row of the folder table in ARCHITECTURE.md: the folders it names, and what they may import. */
interface Row {
  readonly folders: readonly string[];
  readonly imports: readonly string[];
}

const rows: readonly Row[] = textOf('ARCHITECTURE.md')
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => {
    const [, folders = '', , imports = ''] = line.split('|').map((cell) => cell.trim());
    return {
      folders: [...folders.matchAll(/`([^`]+)`/g)].map(([, folder = '']) => folder),
      imports: imports.split(',').map((name) => name.trim()),
    };
  });

/** The longest folder of the table that holds a file of src/. */
function rowOf(path: string): Row | undefined {
  const named = rows.flatMap((row) => row.folders.map((folder) => ({ folder, row })));
  return named
    .filter(({ folder }) => `src/${path}`.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0]?.row;
}

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

describe('the folder table of ARCHITECTURE.md', () => {
  const named = rows.flatMap(({ folders }) => folders);

  it('names folders that exist', () => {
    expect(named.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([]);
  });

  it('names every folder of src/ and src/core/', () => {
    const there = [
      ...foldersIn('src')
        .filter((name) => name !== 'core')
        .map((name) => `src/${name}`),
      ...foldersIn('src/core').map((name) => `src/core/${name}`),
    ];
    expect(there.filter((folder) => !named.includes(folder))).toEqual([]);
  });

  it('names for each folder of core the packages that it imports, and no other', () => {
    const used = new Map<Row, Set<string>>(
      rows
        .filter(({ folders }) => folders[0]?.startsWith('src/core/'))
        .map((row) => [row, new Set()]),
    );
    for (const source of shipped.filter(({ path }) => /^core\/[^/]+\//.test(path))) {
      const row = rowOf(source.path);
      for (const name of importsOf(source).filter((imported) => !imported.startsWith('core/')))
        if (row) used.get(row)?.add(packageOf(name).replace(/^@tensorflow\/.*/, 'tfjs'));
    }
    const said = [...used].map(([{ folders, imports }, packages]) => ({
      folders,
      imports: ['core', ...[...packages].sort()],
      table: imports,
    }));
    const wrong = said.filter(({ folders, imports, table }) => {
      const tests = folders.includes('src/core/testing') ? ['node'] : [];
      return [...imports, ...tests].sort().join() !== [...table].sort().join();
    });
    expect(wrong).toEqual([]);
  });
});

describe('import direction: ui > store > worker > project > core, cli > project > core', () => {
  it.each(Object.entries(MAY_IMPORT))('%s', (folder, allowed) => {
    const wrong = shipped
      .filter(({ path }) => path.startsWith(`${folder}/`))
      .flatMap((source) =>
        importsOf(source)
          .filter((name) => Object.keys(MAY_IMPORT).some((known) => name.startsWith(`${known}/`)))
          .filter((name) => !allowed.some((known) => name.startsWith(`${known}/`)))
          .map((name) => `${source.path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('the store and the screen take only types and plain data from core', () => {
    const wrong = shipped
      .filter(({ path }) => path.startsWith('ui/') || path.startsWith('store/'))
      .filter(({ text }) =>
        /from '[^']*core\/(keras|fbz|simulate|forward|convert|calibrate)\//.test(
          text.replace(/import type [^;]+;/g, ''),
        ),
      )
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});

/** `Floors of PATH, from the top: a, b / c / ...` in ARCHITECTURE.md: a folder takes values from lower floors alone. */
const floors = [
  ...textOf('ARCHITECTURE.md').matchAll(/^Floors of `src\/([^`]+)`, from the top: ([^.]+)\./gm),
].map(([, folder = '', list = '']) => ({
  folder,
  floors: list.split('/').map((floor) => floor.split(',').map((name) => name.trim())),
}));

describe('floors: no circle of folders', () => {
  it('are drawn for core and the page', () => {
    expect(floors.map(({ folder }) => folder)).toEqual(['core', 'ui']);
  });

  it.each(floors)('of $folder', ({ folder, floors: drawn }) => {
    const floorOf = new Map(drawn.flatMap((names, i) => names.map((name) => [name, i] as const)));
    const there = foldersIn(`src/${folder}`).filter((name) => name !== 'testing');
    expect([...floorOf.keys()].sort()).toEqual(there.sort());
    const room = (path: string) => new RegExp(`^${folder}/([^/]+)/`).exec(path)?.[1];
    const wrong = shipped.flatMap((source) => {
      const own = room(source.path);
      if (own === undefined) return [];
      return valuesImportedBy(source)
        .filter((name) => name.startsWith(`${folder}/`) && room(name) !== own)
        .filter((name) => (floorOf.get(room(name) ?? '') ?? -1) <= (floorOf.get(own) ?? Infinity))
        .map((name) => `${source.path} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('the screen talks to the store only', () => {
  const ui = shipped.filter(({ path }) => path.startsWith('ui/'));
  it('takes no value from a worker, a type at most', () => {
    const wrong = ui
      .flatMap((source) => valuesImportedBy(source).map((name) => `${source.path} imports ${name}`))
      .filter((line) => / imports worker\//.test(line));
    expect(wrong).toEqual([]);
  });

  it('asks nothing itself: actions of the store do', () => {
    const asking = /^store\/(ask|studioClient|trainingClient)\.ts$/;
    const wrong = ui.flatMap((source) =>
      valuesImportedBy(source)
        .filter((name) => asking.test(name))
        .map((name) => `${source.path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('only ask() calls a client', () => {
    const callers = shipped
      .filter(({ path, text }) => path.startsWith('store/') && /Client\.call\b/.test(text))
      .map(({ path }) => path);
    expect(callers).toEqual(['store/ask.ts']);
  });
});

describe('what each part keeps to itself', () => {
  it('only the command line imports node: modules', () => {
    const wrong = shipped
      .filter(({ path }) => !path.startsWith('cli/'))
      .filter((source) => importsOf(source).some((name) => name.startsWith('node:')))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('only core/qat imports TensorFlow.js', () => {
    const wrong = shipped
      .filter(({ path }) => !path.startsWith('core/qat/'))
      .flatMap((source) =>
        importsOf(source)
          // The address of a file that the bundler copies: nothing of it is loaded.
          .filter((name) => name.startsWith('@tensorflow/') && !name.endsWith('?url'))
          .map((name) => `${source.path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('files outside of the folders of core import only core', () => {
    const wrong = shipped
      .filter(({ path }) => /^core\/[^/]+$/.test(path))
      .flatMap(importsOf)
      .filter((name) => !name.startsWith('core/'));
    expect(wrong).toEqual([]);
  });
});

describe('the package', () => {
  const { exports } = JSON.parse(textOf('package.json')) as {
    readonly exports: Readonly<Record<string, { readonly default: string }>>;
  };
  const entries = Object.entries(exports).map(([name, { default: file }]) => ({
    name,
    file: file.replace('./dist/', '').replace(/\.js$/, '.ts'),
  }));

  /** Every file that a file imports, directly or not. */
  function reachedFrom(file: string, reached = new Set<string>()): ReadonlySet<string> {
    const source = all.find(({ path }) => path === file);
    if (!source || reached.has(file)) return reached;
    reached.add(file);
    for (const name of importsOf(source)) reachedFrom(name, reached);
    return reached;
  }

  it('has the library and, apart from it, fine-tuning', () => {
    expect(entries).toEqual([
      { name: '.', file: 'core/index.ts' },
      { name: './qat', file: 'core/qat/index.ts' },
    ]);
    const training = [...reachedFrom('core/index.ts')].filter((path) =>
      path.startsWith('core/qat/'),
    );
    expect(training).toEqual([]);
  });

  it('exports what the README imports', () => {
    const [, names = ''] =
      /import \{([^}]+)\} from 'cnn2snn-studio'/.exec(textOf('README.md')) ?? [];
    const index = textOf('src/core/index.ts');
    const missing = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(index));
    expect(names).not.toBe('');
    expect(missing).toEqual([]);
  });

  it('has the commands that the README shows, and no other', () => {
    const readme = textOf('README.md');
    const shown = new Set([...readme.matchAll(/^cnn2snn ([a-z-]+)/gm)].map(([, name]) => name));
    const names = commands.map(({ name }) => name);
    expect([...shown].filter((name) => !names.includes(name ?? ''))).toEqual([]);
    expect(names.filter((name) => !shown.has(name) && !readme.includes(`npm run ${name}`))).toEqual(
      [],
    );
  });
});

describe('the house rules', () => {
  it('no file is longer than 400 lines, no test longer than 600', () => {
    const most = (path: string) => (isTest(path) ? MAX_LINES.test : MAX_LINES.shipped);
    const long = all
      .filter(({ path, text }) => text.split('\n').length > most(path))
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('an exported type has a name of its own', () => {
    const names = shipped.flatMap(({ text }) =>
      [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name),
    );
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('no junk drawers', () => {
    const drawers = all.filter(({ path }) =>
      /(^|\/)(utils|helpers|types|common|misc)\.tsx?$/.test(path),
    );
    expect(drawers.map(({ path }) => path)).toEqual([]);
  });

  it('every error code of the catalogue is used', () => {
    const code = shipped
      .filter(({ path }) => !path.includes('errors/catalog/'))
      .map(({ text }) => text)
      .join('\n');
    const unused = Object.keys(catalog).filter((name) => !code.includes(`'${name}'`));
    expect(unused).toEqual([]);
  });
});
