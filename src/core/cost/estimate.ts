/** A figure that was not measured here, with what it may be. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** One sentence: what it stands on. */
  readonly basis: string;
}

/** A quantity as a law gives it: `high` for most layers, `worst` for the one that was published as furthest off. */
export interface Span extends Omit<Estimate, 'basis'> {
  readonly worst: number;
}

/** Of one part alone: it may be the worst one. */
export function estimateOf({ value, low, worst }: Span, basis: string): Estimate {
  return { value, low, high: worst, basis };
}

/** The estimate times a number that is known exactly, or times one that has a range of its own. */
export function scaled(
  { value, low, high }: Estimate,
  by: number | Omit<Estimate, 'basis'>,
  basis: string,
): Estimate {
  const factor = typeof by === 'number' ? { value: by, low: by, high: by } : by;
  return {
    ...{ value: value * factor.value, low: low * factor.low, high: high * factor.high, basis },
  };
}

/** Sum of parts of which at most one is the worst; null for none. */
export function totalOf(parts: readonly Span[], basis: string): Estimate | null {
  if (parts.length === 0) return null;
  const sum = (end: keyof Span) => parts.reduce((total, part) => total + part[end], 0);
  const worst = Math.max(...parts.map((part) => part.worst - part.high));
  return { value: sum('value'), low: sum('low'), high: sum('high') + worst, basis };
}

/** Sum of estimates whose errors may all go the same way. */
export function sumOf(estimates: readonly Estimate[], basis: string): Estimate {
  const sum = (end: 'value' | 'low' | 'high') =>
    estimates.reduce((total, estimate) => total + estimate[end], 0);
  return { value: sum('value'), low: sum('low'), high: sum('high'), basis };
}

/** How often a second something happens that takes so many milliseconds. */
export function ratePerSecond({ value, low, high }: Estimate, basis: string): Estimate | null {
  if (low <= 0) return null;
  return { value: 1000 / value, low: 1000 / high, high: 1000 / low, basis };
}
