import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import MarkdownIt from 'markdown-it';
import { slug } from '../slug.mjs';
import { htmlLinks } from './htmlLinks.mjs';

const markdown = new MarkdownIt({ html: true, linkify: false });
const GENERATED = join('docs', 'generated');

/**
 * The Markdown files of the repository as GitHub shows them. A link below docs to a page that is generated is followed
 * to where the generator writes it.
 * @returns {import('./deadLinks.mjs').LinkedPage[]}
 */
export function markdownPages() {
  const known = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
    encoding: 'utf8',
  });
  return known
    .split('\n')
    .filter((name) => name !== '' && existsSync(name))
    .map((name) => {
      const text = readFileSync(name, 'utf8').replace(/^---\n[^]*?\n---\n/, '');
      return { name, ...linksOf(text), locate: (path) => located(name, path) };
    });
}

function linksOf(text) {
  const tokens = markdown.parse(text, {});
  const { links, anchors } = htmlLinks(markdown.renderer.render(tokens, markdown.options, {}));
  for (const anchor of headingAnchors(tokens)) anchors.add(anchor);
  return { links, anchors };
}

/** The anchors of the headings; a heading that comes again gets a number. */
export function headingAnchors(tokens) {
  const counts = new Map();
  return tokens.flatMap(({ type }, i) => {
    if (type !== 'heading_open') return [];
    const text = tokens[i + 1].children
      .filter((part) => part.type === 'text' || part.type === 'code_inline')
      .map(({ content }) => content)
      .join('');
    const anchor = slug(text);
    const count = counts.get(anchor) ?? 0;
    counts.set(anchor, count + 1);
    return [count === 0 ? anchor : `${anchor}-${count}`];
  });
}

function located(page, path) {
  const file = normalize(path.startsWith('/') ? path.slice(1) : join(dirname(page), path));
  if (existsSync(file) || !file.startsWith(`docs${sep}`)) return file;
  const generated = join(GENERATED, file.slice(`docs${sep}`.length));
  return existsSync(generated) ? generated : file;
}
