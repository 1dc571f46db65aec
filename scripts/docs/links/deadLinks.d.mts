/** A page and what it links to. */
export interface LinkedPage {
  readonly name: string;
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
  readonly locate: (path: string) => string;
}

/** Links that lead nowhere. */
export function deadLinks(
  pages: readonly LinkedPage[],
): readonly { readonly page: string; readonly link: string; readonly reason: string }[];
