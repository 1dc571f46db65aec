import type { ModelGraph } from '../ir/graph.ts';
import { checkModel, type CheckOptions } from './checkModel.ts';
import { applyFix, fixesFor } from '../fixes/index.ts';

/** One fix that was done. */
export interface AppliedFix {
  /** Id of the fix. */
  readonly pass: string;
  readonly layer: string;
  readonly describe: string;
}

/** A model with every exact fix done, and the list of them in order. */
export interface SafeFixes {
  readonly graph: ModelGraph;
  readonly applied: readonly AppliedFix[];
}

/** A fix may bring up the next one (a split activation behind which a pool can move), but never endlessly. */
const FIXES_PER_LAYER = 8;

/**
 * Does every fix that keeps the outputs, one after the other, until none is left.
 * @returns a new graph, or the same one when there was nothing to do
 * @example const { graph, applied } = applySafeFixes(model)
 */
export function applySafeFixes(graph: ModelGraph, options: CheckOptions = {}): SafeFixes {
  const applied: AppliedFix[] = [];
  let current = graph;
  const limit = graph.layers.length * FIXES_PER_LAYER;
  while (applied.length < limit) {
    const next = firstExact(current, options);
    if (!next) break;
    current = applyFix(current, next);
    applied.push(next);
  }
  return { graph: current, applied };
}

function firstExact(graph: ModelGraph, options: CheckOptions): AppliedFix | undefined {
  for (const violation of checkModel(graph, options)) {
    if (violation.fix?.exact !== true) continue;
    const [best] = fixesFor(graph, violation);
    if (best) return { pass: best.pass, layer: best.layer, describe: best.describe };
  }
  return undefined;
}
