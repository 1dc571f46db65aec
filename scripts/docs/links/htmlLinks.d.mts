/** What a page links to and what can be linked to in it. */
export function htmlLinks(html: string): {
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
};
