import { parse } from '@vue/compiler-dom';

const ELEMENT = 1;
const ATTRIBUTE = 6;
/** Attributes that hold an address, by element; `*` stands for any. */
const ADDRESSES = {
  a: ['href'],
  link: ['href'],
  img: ['src'],
  script: ['src'],
  source: ['src', 'srcset'],
};

/**
 * What a page links to and what can be linked to in it.
 * @param {string} html a document or a part of one
 * @returns {{ links: string[], anchors: Set<string> }}
 */
export function htmlLinks(html) {
  const links = [];
  const anchors = new Set();
  const visit = (node) => {
    if (node.type === ELEMENT) {
      const wanted = ADDRESSES[node.tag] ?? [];
      for (const { type, name, value } of node.props) {
        if (type !== ATTRIBUTE || !value) continue;
        if (name === 'id' || (name === 'name' && node.tag === 'a')) anchors.add(value.content);
        else if (wanted.includes(name)) links.push(...addressesIn(name, value.content));
      }
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(parse(html, { parseMode: 'html', comments: false, onError: () => undefined }));
  return { links, anchors };
}

/** `srcset` lists several, each with its width. */
function addressesIn(name, value) {
  if (name !== 'srcset') return [value];
  return value.split(',').map((part) => part.trim().split(/\s+/)[0]);
}
