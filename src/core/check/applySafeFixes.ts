import type { ModelGraph } from '../ir/graph.ts';
import type { CheckOptions } from './checkModel.ts';
import { appliedOf, makeConvertible, type AppliedFix } from './makeConvertible.ts';

/** A model with every exact fix done, and the list of them in order. */
export interface SafeFixes {
  readonly graph: ModelGraph;
  readonly applied: readonly AppliedFix[];
}

/**
 * Does every fix that keeps the outputs, one after the other, until none is left.
 * @returns a new graph, or the same one when there was nothing to do
 * @example const { graph, applied } = applySafeFixes(model)
 */
export function applySafeFixes(graph: ModelGraph, options: CheckOptions = {}): SafeFixes {
  const { graph: fixed, repairs } = makeConvertible(graph, { ...options, fixes: 'exact' });
  return { graph: fixed, applied: repairs.flatMap(appliedOf) };
}
