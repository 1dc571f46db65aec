import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { docsUrl, type DocsPage } from './docsUrl.ts';
import './LearnMore.css';

export interface DocsLinkProps {
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
            {part.slice('docs/'.length)}
          </DocsLink>
        ) : (
          part
        )}
      </span>
    );
  });
}
