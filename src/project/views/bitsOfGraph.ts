import type { GraphView } from './graphView.ts';
import type { BitWidths } from '../plan.ts';

/** Bits of a model in the field's short form; null while a neural layer is in float. */
export function bitsOfGraph({ layers }: Pick<GraphView, 'layers'>): BitWidths | null {
  const neural = layers.filter(({ role }) => role === 'neural');
  const weights = neural.map(({ weightBits }) => weightBits).filter((bits) => bits !== null);
  const activations = layers.map(({ activationBits }) => activationBits).filter((b) => b !== null);
  const [first] = weights;
  if (first === undefined || weights.length < neural.length) return null;
  return {
    inputWeightBits: first,
    weightBits: mostCommon(weights.slice(1)) ?? first,
    activationBits: mostCommon(activations) ?? 0,
  };
}

function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
