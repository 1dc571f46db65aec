import type { ModelGraph } from '../ir/graph.ts';
import { verifyGraph } from '../ir/verify.ts';

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

/** Applies passes in order; the graph is verified after each one that changed it. */
export function runPasses(graph: ModelGraph, passes: readonly Pass[]): ModelGraph {
  let current = graph;
  for (const pass of passes) {
    const next = pass.apply(current);
    if (next !== current) verifyGraph(next, pass.id);
    current = next;
  }
  return current;
}
