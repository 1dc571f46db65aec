import { beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { catalog } from '../../src/core/errors/catalog.ts';
import { layerDefinitions } from '../../src/core/layers/index.ts';
import { fixes } from '../../src/core/fixes/index.ts';
import { weightQuantizers } from '../../src/core/quantizers/index.ts';
import { hardwareRules } from '../../src/core/rules/hardware/index.ts';
import { rules } from '../../src/core/rules/index.ts';
import { targets } from '../../src/core/targets/index.ts';
import { docsPath, type DocsPage } from '../../src/ui/design/LearnMore.tsx';
import { terms, type TermId } from '../../src/ui/glossary/terms.ts';
import { loadPages } from './loadPages.mjs';
import type { Page } from './markdown.ts';
import { slug } from './slug.mjs';

/** Errors whose own text speaks of NaN. */
const SPEAKS_OF_NAN = ['errors/qat/diverged.md', 'rules/finite-weights.md', 'rules/index.md'];

let pages: ReadonlyMap<string, Page>;
beforeAll(async () => {
  const { sitePages } = await loadPages();
  pages = new Map((await sitePages()).map((page) => [page.path, page]));
}, 120_000);

/** Everything that a part of the studio may link to. */
const linked: readonly DocsPage[] = [
  ...[...rules, ...hardwareRules].map(({ id }) => ({ kind: 'code', id: `rule/${id}` }) as const),
  ...(Object.keys(catalog) as (keyof typeof catalog)[]).map(
    (id) => ({ kind: 'code', id }) as const,
  ),
  ...[null, ...fixes.map(({ id }) => id)].map((id) => ({ kind: 'fix', id }) as const),
  ...layerDefinitions.flatMap(({ className, aliases = [] }) =>
    [className, ...aliases].map((id) => ({ kind: 'layer', id }) as const),
  ),
  ...Object.keys(targets).map((id) => ({ kind: 'chip', id }) as const),
  ...(Object.keys(terms) as TermId[]).map((id) => ({ kind: 'term', id }) as const),
];

describe('every declaration has its page', () => {
  it('where the studio links to', () => {
    const missing = linked.map(docsPath).filter((path) => {
      const [file = '', anchor] = path.split('#');
      const page = pages.get(file.replace(/\.html$/, '.md'));
      return page === undefined || (anchor !== undefined && !anchorsOf(page).includes(anchor));
    });
    expect(missing).toEqual([]);
  });

  it('quantizers and commands', () => {
    const wanted = [
      ...weightQuantizers.map(({ className }) => `quantizers/${className}.md`),
      ...commands.map(({ name }) => `cli/${name}.md`),
    ];
    expect(wanted.filter((path) => !pages.has(path))).toEqual([]);
  });

  it('no folder is without its index', () => {
    const folders = new Set([...pages.keys()].flatMap((path) => /^(.+)\//.exec(path)?.[1] ?? []));
    expect([...folders].filter((folder) => !pages.has(`${folder}/index.md`))).toEqual([]);
  });
});

describe('every page is whole', () => {
  it('nothing is undefined, NaN or an object', () => {
    const found = [...pages.values()].flatMap(({ path, text }) => {
      const said =
        path === 'errors/keras/bad-config.md' ? text.replace('Json &#124; undefined', '') : text;
      const wrong = /\bundefined\b|\[object|(?<!or )\bNaN\b/.exec(
        SPEAKS_OF_NAN.includes(path) ? said.replaceAll('NaN', '') : said,
      );
      return wrong ? [`${path}: ${wrong[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  it('no heading without text, no list or sentence without end', () => {
    const found = [...pages.values()].flatMap(({ path, text }) =>
      /^#+ .+\n+(?=#{1,2} |$(?![^]))|^#+ *$|: *\.$|, *\.$/m.test(text) ? [path] : [],
    );
    expect(found).toEqual([]);
  });

  it('every rule shows a model that it rejects, what it says of it, and one that it accepts', () => {
    for (const { id } of [...rules, ...hardwareRules]) {
      const text = pages.get(`rules/${id}.md`)?.text ?? '';
      expect(text, id).toContain(`[rule/${id}]`);
      expect(text, id).toMatch(/## Example\n[^]*## Accepted\n/);
    }
  });

  it('every fix shows what it changes', () => {
    for (const { id } of fixes) expect(pages.get(`fixes/${id}.md`)?.text, id).toMatch(/^[-+] \w/m);
  });
});

function anchorsOf({ text }: Page): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
}
