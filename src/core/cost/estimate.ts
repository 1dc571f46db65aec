/** A figure that was not measured here, with what it may be. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** One sentence: what it stands on. */
  readonly basis: string;
}

/** The estimate times a number that is known exactly. */
export function scaled({ value, low, high, basis }: Estimate, by: number, its = basis): Estimate {
  return { value: value * by, low: low * by, high: high * by, basis: its };
}

/** Sum of estimates whose errors may all go the same way; null for none. */
export function sumOf(estimates: readonly Estimate[], basis: string): Estimate | null {
  if (estimates.length === 0) return null;
  const sum = (end: 'value' | 'low' | 'high') =>
    estimates.reduce((total, estimate) => total + estimate[end], 0);
  return { value: sum('value'), low: sum('low'), high: sum('high'), basis };
}
