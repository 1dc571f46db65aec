import { SeverityIcon, classNames } from '../../design/index.ts';
import { problemText, worstText, type ProblemCount } from '../problemIndex.ts';
import './ProblemMark.css';

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
