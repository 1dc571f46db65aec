import { ArrowRight, CircleCheck, LocateFixed, Undo2, Wrench } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { previewFix, showProblem, showProblems } from '../../store/actions/fixes.ts';
import { undo } from '../../store/actions/plan.ts';
import { enterStage, selectLayer } from '../../store/actions/view.ts';
import type { FixPreview } from '../../store/slices/problems.ts';
import type { Problem } from '../../project/assess.ts';
import {
  Button,
  IconButton,
  Keys,
  LearnMore,
  SeverityBadge,
  severityOf,
  SourceText,
} from '../design/index.ts';
import { groupProblems, problemKey, ruleGroups } from '../frame/problems.ts';
import { ExactBadge, fixPage } from './FixPreviewPane.tsx';

/** One problem in full: found, allowed, why, and the fix. */
export function ProblemDetail({ problem }: { readonly problem: Problem }) {
  const { title, message, where, expected, received, hint, why, fix, edit } = problem;
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
        <SourceLine problem={problem} />
        <LearnMore page={{ kind: 'code', id: problem.code }} about={title} />
      </footer>
    </article>
  );
}

/** The rule's id, and where it comes from. */
export function SourceLine({ problem: { code, source } }: { readonly problem: Problem }) {
  return (
    <>
      <span className="code">{code}</span>
      {source !== undefined && (
        <span>
          Source: <SourceText source={source} />
        </span>
      )}
    </>
  );
}

/** A name and what is there. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface FixSummaryProps {
  readonly fixed: FixPreview;
  /** Problems that are still there. */
  readonly left: readonly Problem[];
}

/** What a fix just changed, and the way on. */
export function FixSummary({ fixed, left }: FixSummaryProps) {
  const [worst] = groupProblems(left, 'severity');
  const next = worst && ruleGroups(worst.problems)[0];
  return (
    <section className="fix-summary" aria-label="Done" role="status">
      <header>
        <h3>
          <CircleCheck aria-hidden size={16} />
          {fixed.describe.length === 1 ? 'Done' : `${fixed.describe.length} changes done`}
        </h3>
        <div className="problem-actions">
          <Button
            kind="primary"
            size="small"
            autoFocus
            icon={<ArrowRight />}
            onClick={() => {
              if (!next) {
                enterStage('quantize');
                return;
              }
              requestFocus();
              const [first, ...more] = next.problems;
              if (more.length > 0) showProblems(next.key);
              else showProblem(problemKey(first), first);
            }}
          >
            {next ? 'Next problem' : 'Choose bits'}
          </Button>
          <Button kind="quiet" size="small" icon={<Undo2 />} onClick={undo}>
            Undo
          </Button>
          <Keys keys="Ctrl+Z" decorative />
        </div>
      </header>
      <ul className="fix-preview-changes">
        {fixed.describe.map((text, i) => (
          <li key={i}>{text}</li>
        ))}
      </ul>
      {!fixed.exact && (
        <p>The model computes something else now: fine-tune it before you trust its accuracy.</p>
      )}
      <p>
        <LearnMore page={fixPage(fixed.edit)} about="this fix" />
      </p>
    </section>
  );
}

let requested = false;

/** Asks the next problem shown in full to take the focus: the user came by "Next problem", not from the list. */
function requestFocus(): void {
  requested = true;
}

/** True once after a request. */
export function takeFocusRequest(): boolean {
  const was = requested;
  requested = false;
  return was;
}
