import { useMemo, type ReactNode } from 'react';
import type { LayerView } from '../../../project/views/graphView.ts';
import { classNames, SeverityIcon } from '../../design/index.ts';
import { useGraph, usePaints } from '../GraphContext.ts';
import { problemText, sumOfProblems, worstText, type ProblemCount } from '../scene/problemIndex.ts';
import './NodeHeader.css';

/** Title of a node: what it is, its name, the colour mode's number, its problems. */
export function NodeHeader({
  id,
  kind,
  name,
  problems,
  children,
}: {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly problems: ProblemCount | null;
  readonly children?: ReactNode;
}) {
  const paint = usePaints().painted.paints.get(id);
  return (
    <div
      className="node-header"
      style={paint && { background: paint.fill, color: paint.ink }}
      data-painted={paint !== undefined}
      title={paint?.exact}
    >
      <span className="node-header-kind">{kind}</span>
      <span className="node-header-name">{name}</span>
      {paint && <span className="node-header-value">{paint.text}</span>}
      {problems && <ProblemMark problems={problems} inWords />}
      {children}
      {paint && paint.share !== null && (
        <span className="node-header-bar" aria-hidden>
          <span style={{ width: `${paint.share * 100}%`, background: paint.ink }} />
        </span>
      )}
    </div>
  );
}

/** The problems of several layers together. */
export function useProblems(layers: readonly LayerView[]): ProblemCount | null {
  const { problems } = useGraph();
  return useMemo(
    () => sumOfProblems(layers.map(({ name }) => problems.get(name))),
    [problems, layers],
  );
}

/** Count and worst severity as icon and number; with `inWords`, the severity's word too. */
export function ProblemMark({
  problems,
  inWords = false,
}: {
  readonly problems: ProblemCount;
  readonly inWords?: boolean;
}) {
  const { count, worst, worstCount } = problems;
  return (
    <span
      className={classNames('problem-mark', `problem-mark-${worst}`)}
      title={problemText(problems)}
    >
      <SeverityIcon severity={worst} />
      <span aria-hidden={!inWords}>{inWords ? worstText(problems) : count}</span>
      {inWords && count > worstCount && <span>+{count - worstCount}</span>}
    </span>
  );
}
