// The library's reference from its sources: TypeDoc reads the two entry points, its Markdown plugin writes a page a symbol.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Application, OptionDefaults } from 'typedoc';

/** Kinds of symbols as TypeDoc names their folders, in the order of the sidebar. */
const KINDS = {
  functions: 'Functions',
  classes: 'Classes',
  interfaces: 'Interfaces',
  'type-aliases': 'Types',
  variables: 'Values',
};

/** The entry points as they are imported, which is where their pages lie too: `@module` in their sources says so. */
const ENTRIES = ['cnn2snn-studio', 'cnn2snn-studio/qat'];

/**
 * Writes the API's pages into a folder.
 * @param {string} folder
 * @param {readonly string[]} codes  of the catalogue of errors: where a comment names one, it becomes a link
 * @returns {Promise<{ pages: number, sidebars: object }>}
 */
export async function writeApi(folder, codes) {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: ['src/core/index.ts', 'src/core/qat/index.ts'],
    tsconfig: 'src/core/tsconfig.json',
    skipErrorChecking: true,
    name: 'API',
    readme: 'none',
    disableSources: true,
    excludeInternal: true,
    blockTags: [...OptionDefaults.blockTags, '@source'],
    logLevel: 'Warn',
    treatWarningsAsErrors: true,
    // Types that the entry points only mention stay names without a page.
    validation: { notExported: false, invalidLink: true, notDocumented: false },
    entryFileName: 'index',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    expandObjects: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    sanitizeComments: true,
    outputs: [{ name: 'markdown', path: folder }],
  });
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read the library.');
  app.validate(project);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error('TypeDoc found fault with the comments of the library: see above.');
  }
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'));
  for (const name of files) {
    const root = '../'.repeat(name.split(/[\\/]/).length);
    tidy(join(folder, name), root, new Set(codes));
  }
  return { pages: files.length, sidebars: sidebarsOf(folder) };
}

/** Titles as code reads them, examples without their comment's indentation, and links where codes and pages are named. */
function tidy(file, root, codes) {
  const text = readFileSync(file, 'utf8');
  const tidied = text
    .replace(
      /^# [A-Z][\w ]+: (.+)$/m,
      (_, name) => `# ${name.replace(/\\?<.*$/, '').replace('()', '')}`,
    )
    .replace(/```ts\n([^]*?)```/g, (_, code) => '```ts\n' + dedented(code) + '```')
    .replace(
      /^(#+ Throws\n)([^]*?)(?=^#|$(?![^]))/gm,
      (_, heading, body) => heading + linked(body, root, codes),
    )
    .replace(
      /\bdocs\/(reference\/[\w-]+)\.md(#[\w-]+)?/g,
      (_, page, anchor = '') => `[${page}${anchor}](${root}${page}.md${anchor})`,
    );
  writeFileSync(file, tidied);
}

/** The lines behind the first one have the comment's four spaces. */
function dedented(code) {
  const [first, ...rest] = code.split('\n');
  const isIndented = rest.every((line) => line.trim() === '' || line.startsWith('    '));
  return isIndented ? [first, ...rest.map((line) => line.replace(/^ {4}/, ''))].join('\n') : code;
}

function linked(text, root, codes) {
  return text.replace(/\b[a-z]+\/[a-z0-9-]+\b/g, (name) =>
    codes.has(name) ? `[${name}](${root}errors/${name}.md)` : name,
  );
}

/** A sidebar for each folder, so that a page lists the symbols of its own kind and not all of them. */
function sidebarsOf(folder) {
  const entries = ENTRIES.map((entry) => ({
    entry,
    kinds: Object.entries(KINDS).flatMap(([kind, title]) => {
      const names = namesIn(join(folder, entry, kind));
      return names.length === 0 ? [] : [{ path: `/api/${entry}/${kind}/`, title, names }];
    }),
  }));
  const lists = entries.flatMap(({ entry, kinds }) =>
    kinds.map(({ path, title, names }) => [
      path,
      [
        { text: 'API', link: '/api/' },
        { text: entry, link: `/api/${entry}/` },
        { text: title, items: names.map((name) => ({ text: name, link: `${path}${name}` })) },
      ],
    ]),
  );
  const overview = [
    { text: 'API', link: '/api/' },
    ...ENTRIES.map((entry) => ({ text: entry, link: `/api/${entry}/` })),
  ];
  return { '/api/': overview, ...Object.fromEntries(lists) };
}

function namesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((file) => basename(file, '.md'))
    .sort();
}
