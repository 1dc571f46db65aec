/** One page of the site. */
export interface Page {
  /** Below docs/generated, with `.md`. */
  readonly path: string;
  readonly text: string;
}

/** Text of a declaration as Markdown shows it: no tags, no template braces. */
export function prose(text: string): string {
  // What stands between backticks is code already; Markdown escapes it itself, but not Vue's braces.
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;')))
    .join('')
    .replaceAll('{{', '&#123;&#123;');
}

/** Inline code, whatever it holds. */
export function code(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '&#124;');
  return `<code v-pre>${escaped}</code>`;
}

/** A fenced block; `language` as Shiki names it. */
export function fence(language: string, text: string): string {
  return ['```' + language, text.trimEnd(), '```'].join('\n');
}

/** A table; an empty one is nothing. Cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A section with its heading; nothing where it has no text. */
export function section(heading: string, ...parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join('\n\n');
  return text === '' ? '' : `## ${heading}\n\n${text}`;
}

/** A whole page from its parts; empty ones are left out. */
export function page(path: string, title: string, ...parts: readonly string[]): Page {
  const body = parts.filter((part) => part !== '').join('\n\n');
  return { path, text: `# ${prose(title)}\n\n${body}\n` };
}

/** `, `-separated links. */
export function links(entries: readonly { readonly text: string; readonly to: string }[]): string {
  return entries.map(({ text, to }) => `[${text}](${to})`).join(', ');
}

/** The way from the folder of one page to the root of the site. */
export function rootFrom(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}

/**
 * Where a declaration says a number comes from, as links where it can be followed. Parts are separated by `; `.
 * @param path of the page it stands on
 */
export function sourceLinks(source: string, path: string): string {
  return source
    .split('; ')
    .map((part) => {
      const page = /^docs\/(reference\/[\w-]+)\.md(#[\w-]+)?$/.exec(part);
      if (page)
        return `[${part.replace('docs/', '')}](${rootFrom(path)}${page[1] ?? ''}.md${page[2] ?? ''})`;
      return prose(part).replace(/https?:\/\/[^\s)]+/g, (url) => `<${url}>`);
    })
    .join('; ');
}
