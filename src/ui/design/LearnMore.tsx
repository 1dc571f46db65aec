import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorCode } from '../../core/errors/diagnostic.ts';
import type { TermId } from '../glossary/terms.ts';
import './LearnMore.css';

interface DocsLinkProps {
  readonly page: DocsPage;
  readonly children: ReactNode;
}

/** A link into the documentation. It opens a tab of its own: the work in this one stays as it is. */
export function DocsLink({ page, children }: DocsLinkProps) {
  return (
    <a className="docs-link" href={docsUrl(page)} target="_blank" rel="noopener">
      {children}
    </a>
  );
}

/** "Learn more", on the page of what is shown. */
export function LearnMore({ page, about }: { readonly page: DocsPage; readonly about: string }) {
  return (
    <DocsLink page={page}>
      Learn more
      <span className="visually-hidden"> about {about}, in a new tab</span>
      <ExternalLink aria-hidden size={12} />
    </DocsLink>
  );
}

/** Where a rule's numbers come from; parts that are pages of the specification are links. */
export function SourceText({ source }: { readonly source: string }) {
  return source.split('; ').map((part, i) => {
    const page = /^docs\/reference\/([\w-]+)\.md(#[\w-]+)?$/.exec(part);
    return (
      <span key={i}>
        {i > 0 && '; '}
        {page ? (
          <DocsLink page={{ kind: 'reference', id: `${page[1] ?? ''}${page[2] ?? ''}` }}>
            {`Specification, ${(page[2] ?? `#${page[1] ?? ''}`).slice(1).replaceAll('-', ' ')}`}
          </DocsLink>
        ) : (
          part
        )}
      </span>
    );
  });
}

/** A page of the documentation, by what it is about. */
export type DocsPage =
  | { readonly kind: 'home' | 'glossary' }
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
    case 'glossary':
      return 'glossary.html';
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
