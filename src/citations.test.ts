import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const REFERENCE = 'docs/reference/';

/** Folders that are not the repository's own text: what .gitignore names, and what programs write. */
const SKIPPED: ReadonlySet<string> = new Set([
  '.cache',
  '.device',
  '.git',
  '.oracle',
  '.oracle2',
  'cache',
  'cnn2snn-demo',
  'coverage',
  'dist',
  'generated',
  'node_modules',
  'playwright-report',
  'test-results',
]);
const TEXT: ReadonlySet<string> = new Set(
  '.cff .css .d.ts .fbs .html .js .json .md .mjs .mts .py .sh .toml .ts .tsx .txt .yaml .yml'.split(
    ' ',
  ),
);

interface Source {
  readonly path: string;
  readonly text: string;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    const isText = TEXT.has(extname(entry.name)) || extname(entry.name) === '';
    return entry.isFile() && isText ? [path.replaceAll('\\', '/')] : [];
  });
}

const sources: readonly Source[] = filesIn('.')
  .map((path) => relative('.', path).replaceAll('\\', '/'))
  .filter((path) => path !== 'package-lock.json')
  // Worked changes of CONTRIBUTING.md cite what they add; contributing.test.ts runs this test where they are applied.
  .map((path) => ({
    path,
    text: readFileSync(join(ROOT, path), 'utf8').replace(/^```diff\n[\s\S]*?^```$/gm, ''),
  }));

const isMarkdown = ({ path }: Source): boolean => path.endsWith('.md');

/** Headings of a page, without the lines of its code blocks. */
function headingsOf(markdown: string): string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, text = '']) => text);
}

/** As VitePress makes the anchor of a heading of words: its words with dashes between them. */
function slugOf(heading: string): string {
  return heading
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}

/** As GitHub makes it: punctuation dropped, every space a dash. */
function gitHubSlugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

const headings = new Map<string, readonly string[]>();
/** Why a page, or a heading on it, is not there; null where it is. */
function problemOf(page: string, anchor: string | undefined): string | null {
  if (!existsSync(join(ROOT, page))) return `there is no ${page}`;
  if (anchor === undefined) return null;
  const known = headings.get(page) ?? headingsOf(readFileSync(join(ROOT, page), 'utf8'));
  headings.set(page, known);
  if (known.some((heading) => slugOf(heading) === anchor)) return null;
  return `${page} has no heading #${anchor}`;
}

interface Mention {
  readonly page: string;
  readonly anchor: string | undefined;
}

/** Pages that `npm run docs` makes; the link check of the built site follows those. PAGE stands for any page. */
const NOT_HERE =
  /^docs\/((generated|rules|fixes|layers|quantizers|chips|errors|cli|api)\/|glossary\.md|reference\/PAGE\.md)/;

/** Every page of docs that a text names by its path, with the heading behind it. */
function mentionsIn(text: string): Mention[] {
  const found = text.matchAll(/(?<![\w/.-])(docs\/[\w./-]+\.md)(?:#([\w-]+))?/g);
  return [...found]
    .map(([, page = '', anchor]) => ({ page, anchor }))
    .filter(({ page }) => !NOT_HERE.test(page));
}

/** Every Markdown link to a page by a relative path, as a path from the root. */
function linksIn({ path, text }: Source): Mention[] {
  return [...text.matchAll(/\]\(([^)\s#:]*\.md)?(?:#([\w-]+))?\)/g)]
    .filter(([, page, anchor]) => page !== undefined || anchor !== undefined)
    .map(([, page, anchor]) => ({
      page: page === undefined ? path : join(dirname(path), page).replaceAll('\\', '/'),
      anchor,
    }));
}

describe('what the sources cite is there', () => {
  it('every page of docs that is named exists, with its heading', () => {
    const wrong = sources.flatMap(({ path, text }) =>
      mentionsIn(text).flatMap(({ page, anchor }) => {
        const problem = problemOf(page, anchor);
        return problem === null ? [] : [`${path}: ${problem}`];
      }),
    );
    expect(wrong).toEqual([]);
    const all = sources.flatMap(({ text }) => mentionsIn(text));
    expect(all.filter(({ page }) => page.startsWith(REFERENCE)).length).toBeGreaterThan(80);
  });

  it('code cites a page of the specification by a heading', () => {
    const bare = sources
      .filter((source) => !isMarkdown(source))
      .flatMap(({ path, text }) =>
        mentionsIn(text)
          .filter(({ page, anchor }) => page.startsWith(REFERENCE) && anchor === undefined)
          .map(({ page }) => `${path}: ${page} without a heading`),
      );
    expect(bare).toEqual([]);
  });

  it('code spells it docs/reference/PAGE.md#HEADING', () => {
    const pages = readdirSync(join(ROOT, REFERENCE))
      .filter((name) => name.endsWith('.md') && name !== 'index.md')
      .map((name) => name.replace('.md', ''));
    const otherwise = new RegExp(
      `(?<!docs/)\\breference/[a-z-]+\\.md|(?<!reference/)\\b(?<!-)(?:stack|${pages.join('|')})\\.md`,
      'g',
    );
    const wrong = sources
      .filter((source) => !isMarkdown(source) && !source.path.startsWith('docs/.vitepress/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(otherwise)].map(([spelling]) => `${path}: ${spelling}`),
      );
    expect(wrong).toEqual([]);
  });

  it('links to and on the pages of the specification lead somewhere', () => {
    const wrong = sources.filter(isMarkdown).flatMap((source) =>
      linksIn(source)
        .filter(({ page }) => page.startsWith(REFERENCE) || source.path.startsWith(REFERENCE))
        .flatMap(({ page, anchor }) => {
          const problem = problemOf(page, anchor);
          return problem === null ? [] : [`${source.path}: ${problem}`];
        }),
    );
    expect(wrong).toEqual([]);
  });

  it('headings of the specification have one anchor, the same in VitePress and on GitHub', () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith(REFERENCE))
      .flatMap(({ path, text }) => {
        const all = headingsOf(text);
        return all
          .filter(
            (heading, i) =>
              slugOf(heading) !== gitHubSlugOf(heading) ||
              /^\d/.test(heading) ||
              all.findIndex((other) => slugOf(other) === slugOf(heading)) !== i,
          )
          .map((heading) => `${path}: ${heading}`);
      });
    expect(wrong).toEqual([]);
  });
});

it('nothing outside of the repository is read or named', () => {
  // In two pieces, so that this line is not found.
  const outside = ['..', 'shared'].join('/');
  expect(sources.filter(({ text }) => text.includes(outside)).map(({ path }) => path)).toEqual([]);
});
