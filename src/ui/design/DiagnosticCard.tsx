import type { ReactNode } from 'react';
import type { Problem } from '../../project/assess.ts';
import { SeverityBadge } from './Badge.tsx';
import { severityOf } from './severity.ts';
import './DiagnosticCard.css';
import { LearnMore, SourceText } from './LearnMore.tsx';

export interface DiagnosticCardProps {
  readonly diagnostic: Problem;
  /** Buttons: show the layer, fix. */
  readonly actions?: ReactNode;
}

/** One problem in full: what, where, found, allowed, what to do. */
export function DiagnosticCard({ diagnostic, actions }: DiagnosticCardProps) {
  const { title, message, where, expected, received, hint, source, code } = diagnostic;
  const place = [
    where.layer !== undefined && `layer "${where.layer}"`,
    where.path !== undefined && where.path,
    where.byteOffset !== undefined && `byte ${where.byteOffset}`,
    where.file !== undefined && where.file,
  ].filter(Boolean);
  return (
    <article className="diagnostic">
      <header className="diagnostic-head">
        <SeverityBadge severity={severityOf(diagnostic)} />
        <h3>{title}</h3>
      </header>
      <p>{message}</p>
      <dl className="diagnostic-facts">
        {place.length > 0 && <Fact name="At">{place.join(', ')}</Fact>}
        {received !== undefined && <Fact name="Got">{received}</Fact>}
        {expected !== undefined && <Fact name="Expected">{expected}</Fact>}
        <dt>Fix</dt>
        <dd>{hint}</dd>
      </dl>
      {actions !== undefined && <div className="diagnostic-actions">{actions}</div>}
      <footer className="diagnostic-source">
        <span className="code">{code}</span>
        {source !== undefined && (
          <span>
            <SourceText source={source} />
          </span>
        )}
        <LearnMore page={{ kind: 'code', id: code }} about={title} />
      </footer>
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="code">{children}</dd>
    </>
  );
}
