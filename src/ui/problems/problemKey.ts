import type { Problem } from '../../project/assess.ts';
import { severities, severityOf, severityText } from '../design/severity.ts';

/** Names a problem as long as it is there. */
export function problemKey({ code, where, message }: Problem): string {
  return [code, where.layer ?? '', where.path ?? '', message].join('\n');
}

/** Problems under one heading. */
export interface ProblemGroup {
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
