import { LocateFixed, Wrench } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { previewFix } from '../../store/actions/fixes.ts';
import { selectLayer } from '../../store/actions/view.ts';
import type { Problem } from '../../worker/methods/contract.ts';
import {
  Button,
  IconButton,
  LearnMore,
  SeverityBadge,
  SourceText,
  severityOf,
} from '../design/index.ts';
import { ExactBadge } from './FixPreviewPane.tsx';
import { takeFocusRequest } from './FixSummary.tsx';

/** One problem in full: found, allowed, why, and the fix. */
export function ProblemDetail({ problem }: { readonly problem: Problem }) {
  const { title, message, where, expected, received, hint, source, why, fix, edit } = problem;
  const { layer } = where;
  const fixButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takeFocusRequest()) fixButton.current?.focus();
  }, []);
  return (
    <article className="problem-detail" aria-label={title}>
      <header>
        <SeverityBadge severity={severityOf(problem)} />
        <h3>{title}</h3>
        <div className="problem-actions">
          {edit && (
            <Button
              ref={fixButton}
              kind="primary"
              size="small"
              icon={<Wrench />}
              onClick={() => void previewFix(problem)}
            >
              Fix
            </Button>
          )}
          {edit && fix && <ExactBadge exact={fix.exact} />}
          {layer !== undefined && (
            <IconButton
              label="Show in the graph"
              size="small"
              icon={<LocateFixed />}
              onClick={() => {
                // Selecting it anew makes the graph fly there even if it was selected before.
                selectLayer(null);
                selectLayer(layer);
              }}
            />
          )}
        </div>
      </header>
      <p>{message}</p>
      <dl className="problem-facts">
        {received !== undefined && (
          <Fact name="Found">
            <span className="code">{received}</span>
          </Fact>
        )}
        {expected !== undefined && (
          <Fact name="Allowed">
            <span className="code">{expected}</span>
          </Fact>
        )}
        {why !== undefined && <Fact name="Why">{why}</Fact>}
        <Fact name="Fix">{hint}</Fact>
      </dl>
      <footer className="problem-source">
        <span className="code">{problem.code}</span>
        {source !== undefined && (
          <span>
            Source: <SourceText source={source} />
          </span>
        )}
        <LearnMore page={{ kind: 'code', id: problem.code }} about={title} />
      </footer>
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
