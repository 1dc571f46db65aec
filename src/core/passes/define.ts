import type { ModelGraph } from '../ir/graph.ts';
import { verifyGraph } from '../analysis/verify.ts';

/** A rewrite of a whole graph that keeps its function at inference. */
export interface Pass {
  readonly id: string;
  /** What it does and why the outputs stay the same, in one sentence. */
  readonly doc: string;
  readonly source: string;
  /** Returns a new graph, or the same object when nothing matched. */
  readonly apply: (graph: ModelGraph) => ModelGraph;
}

/** Declares a pass. */
export function definePass(pass: Pass): Pass {
  return pass;
}

/** What lists of passes made of graphs: a change of bits runs the same passes over the same weights. */
const known = new WeakMap<ModelGraph, Map<readonly Pass[], ModelGraph>>();

/**
 * Applies passes in order; the graph is verified after each one that changed it. The result is kept as long as the graph is:
 * the same list on the same graph gives the same object.
 */
export function runPasses(graph: ModelGraph, passes: readonly Pass[]): ModelGraph {
  const results = known.get(graph) ?? new Map<readonly Pass[], ModelGraph>();
  known.set(graph, results);
  const result = results.get(passes) ?? applyPasses(graph, passes);
  results.set(passes, result);
  return result;
}

function applyPasses(graph: ModelGraph, passes: readonly Pass[]): ModelGraph {
  let current = graph;
  for (const pass of passes) {
    const next = pass.apply(current);
    if (next !== current) verifyGraph(next, pass.id);
    current = next;
  }
  return current;
}
