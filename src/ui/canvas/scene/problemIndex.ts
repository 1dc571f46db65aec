import type { Problem } from '../../../project/assess.ts';
import { severities, severityOf, severityText, type ProblemSeverity } from '../../design/index.ts';

/** The problems of one layer, or of several, in short. */
export interface ProblemCount {
  readonly count: number;
  readonly worst: ProblemSeverity;
  /** Those of the worst severity among them. */
  readonly worstCount: number;
}

const indexes = new WeakMap<readonly Problem[], ReadonlyMap<string, ProblemCount>>();
const none: ReadonlyMap<string, ProblemCount> = new Map();

/** Problems by layer name; kept per list. */
export function problemIndex(
  problems: readonly Problem[] | undefined,
): ReadonlyMap<string, ProblemCount> {
  if (!problems) return none;
  const known = indexes.get(problems);
  if (known) return known;
  const index = new Map<string, ProblemCount>();
  for (const problem of problems) {
    const layer = problem.where.layer;
    if (layer === undefined) continue;
    const one = { count: 1, worst: severityOf(problem), worstCount: 1 };
    index.set(layer, sumOfProblems([index.get(layer), one]) ?? one);
  }
  indexes.set(problems, index);
  return index;
}

/** Several counts as one; null when there is nothing to count. */
export function sumOfProblems(counts: readonly (ProblemCount | undefined)[]): ProblemCount | null {
  const found = counts.filter((entry) => entry !== undefined);
  const worst = severities.find((severity) => found.some((entry) => entry.worst === severity));
  if (!worst) return null;
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    worst,
    worstCount: found.reduce(
      (sum, entry) => sum + (entry.worst === worst ? entry.worstCount : 0),
      0,
    ),
  };
}

/** `1 error`, `2 errors and 1 more problem`. */
export function problemText(problems: ProblemCount): string {
  const more = problems.count - problems.worstCount;
  const words = worstText(problems);
  return more === 0 ? words : `${words} and ${more} more ${more === 1 ? 'problem' : 'problems'}`;
}

/** `1 error`, `2 errors`, `1 hardware`, `2 advice`. */
export function worstText({ worst, worstCount }: ProblemCount): string {
  const word = severityText[worst].word.toLowerCase();
  return `${worstCount} ${word}${worst === 'error' && worstCount > 1 ? 's' : ''}`;
}
