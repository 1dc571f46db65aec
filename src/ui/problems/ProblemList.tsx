import { ChevronDown, ChevronRight, Wrench } from 'lucide-react';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { showProblem, showProblems } from '../../store/actions/fixes.ts';
import { useStudio } from '../../store/studioStore.ts';
import type { Problem } from '../../project/assess.ts';
import { classNames, SeverityIcon, severityOf, severityText } from '../design/index.ts';
import { groupProblems, problemKey, ruleGroups, type RuleGroup } from '../frame/problems.ts';
import './ProblemList.css';

export interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Key of the problem or group that is shown in full. */
  readonly current: string | null;
}

/** One row a rule, its layers inside; or the problems of each layer. Arrow keys walk the rows. */
export function ProblemList({ problems, current }: ProblemListProps) {
  const by = useStudio((state) => state.problemGroups);
  const frame = useRef<HTMLDivElement>(null);
  const groups = groupProblems(problems, by === 'rule' ? 'severity' : 'layer').map((group) => ({
    title: group.title,
    rules: by === 'rule' ? ruleGroups(group.problems) : group.problems.map(alone),
  }));
  const first = groups[0]?.rules[0];
  const entry = current ?? (first ? rowKey(first) : null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const rows = [...(frame.current?.querySelectorAll<HTMLElement>('.problem-row') ?? [])];
    rows[rows.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  };
  return (
    <div ref={frame} className="problem-list" onKeyDown={onKeyDown}>
      {groups.map(({ title, rules }) => (
        <section key={title} aria-label={title}>
          <h3 className={by === 'layer' ? 'problem-group code' : 'problem-group'}>{title}</h3>
          <ul>
            {rules.map((group) => (
              <li key={rowKey(group)}>
                {group.problems.length === 1 ? (
                  <ProblemRow problem={group.problems[0]} {...{ current, entry }} />
                ) : (
                  <RuleRows group={group} {...{ current, entry }} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A problem as a group of its own. */
function alone(problem: Problem): RuleGroup {
  return { key: problemKey(problem), title: problem.title, problems: [problem] };
}

/** What is current when the row of a group is. */
function rowKey({ key, problems }: RuleGroup): string {
  return problems.length === 1 ? problemKey(problems[0]) : key;
}

interface Place {
  readonly current: string | null;
  /** Key of the row that Tab reaches. */
  readonly entry: string | null;
}

/** One rule on several layers; open while it, or one of its layers, is shown in full. */
function RuleRows({ group, current, entry }: { readonly group: RuleGroup } & Place) {
  const { key, title, problems } = group;
  const isOpen = key === current || problems.some((problem) => problemKey(problem) === current);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <Row
        problem={problems[0]}
        isCurrent={key === current}
        isEntry={key === entry}
        isOpen={isOpen}
        canFix={problems.some(({ edit }) => edit)}
        onClick={() => {
          showProblems(key);
        }}
      >
        <span className="problem-row-title">{title}</span>
        <span className="problem-row-layer">
          {problems.length} layers
          <Chevron size={14} aria-hidden />
        </span>
      </Row>
      {isOpen && (
        <ul className="problem-layers">
          {problems.map((problem) => (
            <li key={problemKey(problem)}>
              <ProblemRow problem={problem} isInside {...{ current, entry }} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface ProblemRowProps extends Place {
  readonly problem: Problem;
  /** Under the row of its rule: the layer is what tells it apart. */
  readonly isInside?: boolean;
}

function ProblemRow({ problem, current, entry, isInside = false }: ProblemRowProps) {
  const key = problemKey(problem);
  const layer = problem.where.layer;
  return (
    <Row
      problem={problem}
      isCurrent={key === current}
      isEntry={key === entry}
      isInside={isInside}
      canFix={problem.edit !== undefined}
      onClick={() => {
        showProblem(key, problem);
      }}
    >
      {isInside ? (
        <span className="problem-row-title code">{layer ?? 'The whole model'}</span>
      ) : (
        <>
          <span className="problem-row-title">{problem.title}</span>
          {layer !== undefined && <span className="problem-row-layer code">{layer}</span>}
        </>
      )}
    </Row>
  );
}

interface RowProps {
  readonly problem: Problem;
  readonly isCurrent: boolean;
  readonly isEntry: boolean;
  readonly isInside?: boolean;
  /** Of a row with rows inside. */
  readonly isOpen?: boolean;
  readonly canFix: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Row({
  problem,
  isCurrent,
  isEntry,
  isInside = false,
  isOpen,
  canFix,
  onClick,
  children,
}: RowProps) {
  const severity = severityOf(problem);
  return (
    <button
      type="button"
      className={classNames('problem-row', isInside && 'problem-row-inside')}
      aria-current={isCurrent}
      aria-expanded={isOpen}
      tabIndex={isEntry ? 0 : -1}
      data-drawer-focus={isEntry ? '' : undefined}
      onClick={onClick}
    >
      {isInside ? (
        <span />
      ) : (
        <>
          <SeverityIcon severity={severity} />
          <span className="visually-hidden">{severityText[severity].word}: </span>
        </>
      )}
      {children}
      {canFix ? (
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
