import type { Problem } from '../../project/assess.ts';

/** How a problem reads to people: does not convert, converts but not on this chip, or good to know. */
export type ProblemSeverity = 'error' | 'hardware' | 'advice';

export const severities: readonly ProblemSeverity[] = ['error', 'hardware', 'advice'];

/** Word and meaning of each severity. */
export const severityText: Readonly<Record<ProblemSeverity, { word: string; meaning: string }>> = {
  error: { word: 'Error', meaning: 'The model does not convert.' },
  hardware: { word: 'Hardware', meaning: 'The model converts, but does not run on this chip.' },
  advice: { word: 'Advice', meaning: 'Good to know; it does not stop the conversion.' },
};

/** The severity of a problem: what a chip refuses is a kind of its own. */
export function severityOf({ level, severity }: Problem): ProblemSeverity {
  if (level === 'hardware') return 'hardware';
  return severity === 'error' ? 'error' : 'advice';
}
