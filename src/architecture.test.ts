import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalog } from './core/errors/catalog.ts';

const SRC = dirname(fileURLToPath(import.meta.url));
const MAX_LINES = 600;

interface Source {
  readonly path: string;
  readonly text: string;
}

function sourcesOf(folder: string): Source[] {
  return readdirSync(join(SRC, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { path: relative(SRC, file), text: readFileSync(file, 'utf8') };
    })
    .filter(({ path }) => !path.includes('generated') && !path.includes('/assembly/'));
}

const all = sourcesOf('.');
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.includes('/testing/');
const shipped = all.filter(({ path }) => !isTest(path));

function importsOf({ path, text }: Source): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)];
  return specifiers.map(([, specifier = '']) =>
    specifier.startsWith('.') ? relative(SRC, resolve(SRC, dirname(path), specifier)) : specifier,
  );
}

/** Each folder and the folders of ours that it may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  cli: ['cli', 'core'],
  worker: ['worker', 'core'],
  store: ['store', 'worker', 'core'],
  ui: ['ui', 'store', 'worker', 'core'],
};

/** In core, only these folders may import these packages. */
const PACKAGES_OF_CORE: Readonly<Record<string, readonly string[]>> = {
  h5wasm: ['core/keras/'],
  fflate: ['core/data/'],
  flatbuffers: ['core/fbz/'],
  snappyjs: ['core/fbz/'],
  '@tensorflow/tfjs-core': ['core/qat/'],
  '@tensorflow/tfjs-backend-cpu': ['core/qat/'],
  '@tensorflow/tfjs-backend-wasm': ['core/qat/'],
  '@tensorflow/tfjs-backend-webgl': ['core/qat/'],
};

/** A package's name without the path inside it. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('import direction: ui > store > worker > core, cli > core', () => {
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

describe('the screen talks to the store only', () => {
  const ui = shipped.filter(({ path }) => path.startsWith('ui/'));
  const valuesOnly = ({ path, text }: Source) => ({
    path,
    text: text.replace(/import type [^;]+;/g, '').replace(/\btype \w+,?/g, ''),
  });

  it('takes no value from a worker, a type at most', () => {
    const wrong = ui
      .map(valuesOnly)
      .flatMap((source) => importsOf(source).map((name) => `${source.path} imports ${name}`))
      .filter((line) => / imports worker\//.test(line));
    expect(wrong).toEqual([]);
  });

  it('asks nothing itself: actions of the store do', () => {
    const asking = /^store\/(ask|studioClient|trainingClient)\.ts$/;
    const wrong = ui.map(valuesOnly).flatMap((source) =>
      importsOf(source)
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

describe('core is headless', () => {
  const core = shipped.filter(({ path }) => path.startsWith('core/'));
  it('imports no node: module and only the packages it is allowed', () => {
    const wrong = core.flatMap((source) =>
      importsOf(source)
        .filter((name) => !name.startsWith('core/'))
        .filter(
          (name) =>
            !PACKAGES_OF_CORE[packageOf(name)]?.some((folder) => source.path.startsWith(folder)),
        )
        .map((name) => `${source.path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** A registry: a folder whose every file is one entry, except the named ones that serve them all. */
const REGISTRIES = [
  { folder: 'core/layers', define: 'defineLayer(' },
  { folder: 'core/quantize/quantizers', define: 'defineQuantizer(' },
  { folder: 'core/passes', define: 'definePass(' },
  { folder: 'core/passes/fixes', define: 'defineFix(' },
  { folder: 'core/rules', define: 'defineRule(' },
] as const;

describe('registries are complete', () => {
  it.each(REGISTRIES)('$folder', ({ folder, define }) => {
    const index = readFileSync(join(SRC, folder, 'index.ts'), 'utf8');
    const entries = all.filter(
      ({ path, text }) =>
        dirname(path) === folder &&
        !isTest(path) &&
        basename(path) !== 'define.ts' &&
        new RegExp(`export const \\w+ = ${define.replace('(', '\\(')}`).test(text),
    );
    expect(entries.length).toBeGreaterThan(0);
    for (const { path } of entries) {
      const name = basename(path, '.ts');
      expect(index, `${folder}/index.ts must list: ${name}`).toMatch(
        new RegExp(`^  ${name},$`, 'm'),
      );
      const test = path.replace(/\.ts$/, '.test.ts');
      expect(
        all.some((source) => source.path === test),
        `${test} is missing`,
      ).toBe(true);
    }
  });
});

describe('the house rules', () => {
  it('no file is longer than 600 lines', () => {
    const long = all
      .filter(({ text }) => text.split('\n').length > MAX_LINES)
      .map(({ path }) => path);
    expect(long).toEqual([]);
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
