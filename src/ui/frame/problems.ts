import type { Problem } from '../../worker/methods/contract.ts';
import { severities, severityOf, severityText, type ProblemSeverity } from '../design/Badge.tsx';

/** Number of problems of each severity. */
export function countProblems(
  diagnostics: readonly Problem[],
): Readonly<Record<ProblemSeverity, number>> {
  const counts = { error: 0, hardware: 0, advice: 0 };
  for (const diagnostic of diagnostics) counts[severityOf(diagnostic)] += 1;
  return counts;
}

/** Names a problem as long as it is there. */
export function problemKey({ code, where, message }: Problem): string {
  return [code, where.layer ?? '', where.path ?? '', message].join('\n');
}

/** Problems under one heading. */
interface ProblemGroup {
  readonly title: string;
  readonly problems: readonly Problem[];
}

/** Groups of problems in the order of the list: the worst first, or the layers as the graph has them. */
export function groupProblems(
  problems: readonly Problem[],
  by: 'severity' | 'layer',
): readonly ProblemGroup[] {
  const groups = new Map<string, Problem[]>();
  const sorted = by === 'severity' ? [...problems].sort(worstFirst) : problems;
  for (const problem of sorted) {
    const title =
      by === 'severity'
        ? severityText[severityOf(problem)].meaning
        : (problem.where.layer ?? 'The whole model');
    groups.set(title, [...(groups.get(title) ?? []), problem]);
  }
  return [...groups].map(([title, members]) => ({ title, problems: members }));
}

function worstFirst(a: Problem, b: Problem): number {
  return severities.indexOf(severityOf(a)) - severities.indexOf(severityOf(b));
}
