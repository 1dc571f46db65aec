import type { Problem } from '../../project/assess.ts';
import { severityOf, type ProblemSeverity } from '../design/severity.ts';

/** Number of problems of each severity. */
export function countProblems(
  diagnostics: readonly Problem[],
): Readonly<Record<ProblemSeverity, number>> {
  const counts = { error: 0, hardware: 0, advice: 0 };
  for (const diagnostic of diagnostics) counts[severityOf(diagnostic)] += 1;
  return counts;
}
