import { useMemo, type ReactNode } from 'react';
import { useStudio } from '../../../store/studioStore.ts';
import type { LayerView } from '../../../worker/graphView.ts';
import { useGraph } from '../GraphContext.ts';
import { problemIndex, sumOfProblems, type ProblemCount } from '../problemIndex.ts';
import { shownDerived } from '../shownDerived.ts';
import './NodeHeader.css';
import { ProblemMark } from './ProblemMark.tsx';

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
  const paint = useGraph().painted.paints.get(id);
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

/** Problems of each layer, and of several layers together. */
export function useProblems(layers: readonly LayerView[]): {
  readonly index: ReadonlyMap<string, ProblemCount>;
  readonly problems: ProblemCount | null;
} {
  const diagnostics = useStudio((state) => shownDerived(state)?.diagnostics);
  return useMemo(() => {
    const index = problemIndex(diagnostics);
    return { index, problems: sumOfProblems(layers.map(({ name }) => index.get(name))) };
  }, [diagnostics, layers]);
}
