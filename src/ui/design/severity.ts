import type { Diagnostic } from '../../core/errors/diagnostic.ts';

/** How a problem reads to people: does not convert, converts but not on this chip, or good to know. */
export type ProblemSeverity = 'error' | 'hardware' | 'advice';

export const severities: readonly ProblemSeverity[] = ['error', 'hardware', 'advice'];

/** Word and meaning of each severity. */
export const severityText: Readonly<Record<ProblemSeverity, { word: string; meaning: string }>> = {
  error: { word: 'Error', meaning: 'The model does not convert.' },
  hardware: { word: 'Hardware', meaning: 'The model converts, but does not run on this chip.' },
  advice: { word: 'Advice', meaning: 'The model converts; this is good to know.' },
};

/** The severity of a diagnostic: hardware rules are their own kind. */
export function severityOf({ code, severity }: Diagnostic): ProblemSeverity {
  if (code.startsWith('rule/hw-')) return 'hardware';
  return severity === 'error' ? 'error' : 'advice';
}
