import type { ErrorCode } from '../../core/errors/diagnostic.ts';
import type { TermId } from '../glossary/terms.ts';

/** A page of the documentation, by what it is about. */
export type DocsPage =
  | { readonly kind: 'home' }
  /** Violation of a rule, or an error of the catalogue. */
  | { readonly kind: 'code'; readonly id: ErrorCode }
  /** Null: the list of all fixes. */
  | { readonly kind: 'fix'; readonly id: string | null }
  /** A Keras class name. */
  | { readonly kind: 'layer'; readonly id: string }
  | { readonly kind: 'chip'; readonly id: string }
  | { readonly kind: 'term'; readonly id: TermId }
  /** The specification, as a source names it: `compatibility#hardware-profile`. */
  | { readonly kind: 'reference'; readonly id: string };

/** Where a page lies below the documentation's folder. */
export function docsPath(page: DocsPage): string {
  switch (page.kind) {
    case 'home':
      return 'index.html';
    case 'code':
      return page.id.startsWith('rule/')
        ? `rules/${page.id.slice('rule/'.length)}.html`
        : `errors/${page.id}.html`;
    case 'fix':
      return `fixes/${page.id ?? 'index'}.html`;
    case 'layer':
      return `layers/${page.id}.html`;
    case 'chip':
      return `chips/${page.id}.html`;
    case 'term':
      return `glossary.html#${page.id.replaceAll(' ', '-')}`;
    case 'reference': {
      const [name = '', anchor] = page.id.split('#');
      return `reference/${name}.html${anchor === undefined ? '' : `#${anchor}`}`;
    }
  }
}

/** The address of a page: the documentation is the folder docs beside this page. */
export function docsUrl(page: DocsPage): string {
  return new URL(`docs/${docsPath(page)}`, document.baseURI).href;
}
