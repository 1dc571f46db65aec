import { Wrench } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { previewRule, showProblem } from '../../store/actions/fixes.ts';
import { Button, LearnMore, SeverityBadge, severityOf } from '../design/index.ts';
import { problemKey, type RuleGroup } from '../frame/problems.ts';
import { ExactBadge } from './FixPreviewPane.tsx';
import { Fact, SourceLine, takeFocusRequest } from './ProblemDetail.tsx';

/** One rule that several layers break: why, where, and the fix of all of them at once. */
export function RuleDetail({ group: { title, problems } }: { readonly group: RuleGroup }) {
  const [first] = problems;
  const fixable = problems.filter(({ edit }) => edit);
  const fixButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takeFocusRequest()) fixButton.current?.focus();
  }, []);
  const hints = [...new Set(problems.map(({ hint }) => hint))];
  return (
    <article className="problem-detail" aria-label={title}>
      <header>
        <SeverityBadge severity={severityOf(first)} />
        <h3>{title}</h3>
        <div className="problem-actions">
          {fixable.length > 0 && (
            <>
              <Button
                ref={fixButton}
                kind="primary"
                size="small"
                icon={<Wrench />}
                onClick={() => void previewRule(first, fixable.length)}
              >
                {fixable.length === problems.length
                  ? `Fix all ${problems.length}`
                  : `Fix ${fixable.length} of ${problems.length}`}
              </Button>
              <RuleEffect problems={fixable} />
            </>
          )}
        </div>
      </header>
      <dl className="problem-facts">
        {first.why !== undefined && <Fact name="Why">{first.why}</Fact>}
        <Fact name="Fix">
          {hints.map((hint) => (
            <p key={hint}>{hint}</p>
          ))}
        </Fact>
        <Fact name="Layers">
          <ul className="rule-layers">
            {problems.map((problem) => (
              <li key={problemKey(problem)}>
                <button
                  type="button"
                  className="rule-layer code"
                  onClick={() => {
                    showProblem(problemKey(problem), problem);
                  }}
                >
                  {problem.where.layer ?? 'The whole model'}
                </button>
              </li>
            ))}
          </ul>
        </Fact>
      </dl>
      <footer className="problem-source">
        <SourceLine problem={first} />
        <LearnMore page={{ kind: 'code', id: first.code }} about={title} />
      </footer>
    </article>
  );
}

/** What fixing them does to the outputs; in numbers where it is not the same for all. */
function RuleEffect({ problems }: { readonly problems: RuleGroup['problems'][number][] }) {
  const exact = problems.filter(({ fix }) => fix?.exact === true).length;
  if (exact === 0 || exact === problems.length) return <ExactBadge exact={exact > 0} />;
  return (
    <span className="rule-effect">
      {exact} keep the outputs, {problems.length - exact} change the function
    </span>
  );
}
