import { existsSync, readFileSync, statSync } from 'node:fs';
import { htmlLinks } from './htmlLinks.mjs';

/**
 * @typedef {object} LinkedPage
 * @property {string} name its file
 * @property {string[]} links as it spells them
 * @property {Set<string>} anchors what can be linked to in it
 * @property {(path: string) => string} locate the file that a path on this page leads to
 */

/**
 * Links that lead nowhere.
 * @param {LinkedPage[]} pages
 * @returns {{ page: string, link: string, reason: string }[]}
 */
export function deadLinks(pages) {
  const anchors = new Map(pages.map((page) => [page.name, page.anchors]));
  return pages.flatMap((page) =>
    [...new Set(page.links)].flatMap((link) => {
      const reason = reasonAgainst(link, page, anchors);
      return reason === null ? [] : [{ page: page.name, link, reason }];
    }),
  );
}

function reasonAgainst(link, page, anchors) {
  if (link.startsWith('data:')) return null;
  if (/^[a-z][a-z+.-]*:|^\/\//i.test(link)) return outsideReason(link);
  const [whole, anchor = ''] = link.split('#');
  const path = decodeURIComponent(whole.replace(/\?.*$/, ''));
  const file = path === '' ? page.name : page.locate(path);
  if (!existsSync(file)) return `there is no ${file}`;
  if (anchor === '') return null;
  const known = anchors.get(file) ?? anchorsOf(file);
  if (known === null || known.has(decodeURIComponent(anchor))) return null;
  return `${file} has no anchor "${anchor}"`;
}

/** Anchors of a file that is no page of its own here; null where anchors mean something else (lines of a source). */
function anchorsOf(file) {
  if (statSync(file).isDirectory() || !file.endsWith('.html')) return null;
  return htmlLinks(readFileSync(file, 'utf8')).anchors;
}

/** Another host: https, well formed, and no leftover of a template. */
function outsideReason(link) {
  if (/^mailto:[^@\s]+@[^@\s]+$/.test(link)) return null;
  if (!URL.canParse(link)) return 'this is no address';
  const { protocol, hostname } = new URL(link);
  if (protocol !== 'https:' && protocol !== 'http:') return `no link may begin with ${protocol}`;
  return hostname.includes('.') || hostname === 'localhost' ? null : 'this is no host';
}
