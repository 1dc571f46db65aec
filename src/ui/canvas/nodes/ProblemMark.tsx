import { SeverityIcon, classNames } from '../../design/index.ts';
import { problemText, type ProblemCount } from '../problemIndex.ts';
import './ProblemMark.css';

/** Count and worst severity as icon and number; with `inWords`, the severity's word too. */
export function ProblemMark({
  problems,
  inWords = false,
}: {
  readonly problems: ProblemCount;
  readonly inWords?: boolean;
}) {
  const { count, worst } = problems;
  return (
    <span
      className={classNames('problem-mark', `problem-mark-${worst}`)}
      title={problemText(problems)}
    >
      <SeverityIcon severity={worst} />
      <span aria-hidden={!inWords}>{inWords ? wordsOf(problems) : count}</span>
    </span>
  );
}

const nouns = {
  error: ['error', 'errors'],
  hardware: ['for the chip', 'for the chip'],
  advice: ['advice', 'advice'],
} as const;

function wordsOf({ count, worst }: ProblemCount): string {
  return `${count} ${nouns[worst][count === 1 ? 0 : 1]}`;
}
