import { Wrench } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { showProblem } from '../../store/actions/fixes.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { Problem } from '../../project/assess.ts';
import { SeverityIcon, severityOf, severityText } from '../design/index.ts';
import { groupProblems, problemKey } from '../frame/problems.ts';
import './ProblemList.css';

export interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Key of the one shown in full. */
  readonly current: string | null;
}

/** One row a problem; arrow keys walk the rows. */
export function ProblemList({ problems, current }: ProblemListProps) {
  const by = useStudio((state) => state.problemGroups);
  const frame = useRef<HTMLDivElement>(null);
  const groups = groupProblems(problems, by);
  const first = groups[0]?.problems[0];
  const entry = current ?? (first ? problemKey(first) : null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const rows = [...(frame.current?.querySelectorAll<HTMLElement>('.problem-row') ?? [])];
    rows[rows.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  };
  return (
    <div ref={frame} className="problem-list" onKeyDown={onKeyDown}>
      {groups.map(({ title, problems: members }) => (
        <section key={title} aria-label={title}>
          <h3 className={by === 'layer' ? 'problem-group code' : 'problem-group'}>{title}</h3>
          <ul>
            {members.map((problem) => {
              const key = problemKey(problem);
              return (
                <li key={key}>
                  <ProblemRow
                    problem={problem}
                    isCurrent={key === current}
                    isEntry={key === entry}
                    onClick={() => {
                      showProblem(key, problem);
                    }}
                  />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface ProblemRowProps {
  readonly problem: Problem;
  readonly isCurrent: boolean;
  /** The row that Tab reaches. */
  readonly isEntry: boolean;
  readonly onClick: () => void;
}

function ProblemRow({ problem, isCurrent, isEntry, onClick }: ProblemRowProps) {
  const severity = severityOf(problem);
  return (
    <button
      type="button"
      className="problem-row"
      aria-current={isCurrent}
      tabIndex={isEntry ? 0 : -1}
      data-drawer-focus={isEntry ? '' : undefined}
      onClick={onClick}
    >
      <SeverityIcon severity={severity} />
      <span className="visually-hidden">{severityText[severity].word}: </span>
      <span className="problem-row-title">{problem.title}</span>
      {problem.where.layer !== undefined && (
        <span className="problem-row-layer code">{problem.where.layer}</span>
      )}
      {problem.edit ? (
        <>
          <Wrench className="problem-row-fix" size={14} aria-hidden />
          <span className="visually-hidden">, can be fixed here</span>
        </>
      ) : (
        <span className="problem-row-fix" />
      )}
    </button>
  );
}
