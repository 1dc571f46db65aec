import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';

const DOCS = join(import.meta.dirname, '..');

/** The guides in the order of a first project; a guide that is not named here comes last. */
const GUIDES = [
  'first-model',
  'why-not',
  'choosing-bits',
  'input-scaling',
  'fine-tuning',
  'reading-spikes',
  'chip-cost',
  'command-line',
  'library',
  'train-at-scale',
  'quantizeml',
];

/** One list for the written pages, one for each folder of generated ones. */
export function sidebar(): DefaultTheme.Sidebar {
  const written = [
    { text: 'Guides', items: pagesOf('guide', GUIDES) },
    { text: 'Examples', items: pagesOf('examples', []) },
    {
      text: 'Measurements',
      items: pagesOf('', ['bench', 'qat']).filter(({ link }) => link !== '/index'),
    },
    { text: 'Specification', items: pagesOf('reference', ['compatibility']) },
  ].filter(({ items }) => items.length > 0);
  const generated = join(DOCS, 'generated/sidebars.json');
  if (!existsSync(generated)) throw new Error('docs/generated is missing: run `npm run docs`.');
  return {
    ...(JSON.parse(readFileSync(generated, 'utf8')) as DefaultTheme.SidebarMulti),
    '/': written,
  };
}

/** The pages of a folder by the heading they begin with: those named first in that order, then by name. */
function pagesOf(folder: string, order: readonly string[]): { text: string; link: string }[] {
  const path = join(DOCS, folder);
  if (!existsSync(path)) return [];
  const names = readdirSync(path)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.replace(/\.md$/, ''));
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return names
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b, 'en'))
    .map((name) => ({
      text: headingOf(join(path, `${name}.md`)) ?? name,
      link: `${folder === '' ? '' : `/${folder}`}/${name}`,
    }));
}

function headingOf(file: string): string | undefined {
  return /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.replaceAll('`', '');
}
