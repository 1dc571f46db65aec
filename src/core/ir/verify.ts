import { invariant } from '../errors/diagnostic.ts';
import type { ModelGraph } from './graph.ts';

/**
 * States what every graph holds: unique layer names, references only to earlier layers, inputs and outputs that exist.
 * A violation is a bug of the pass named by `after`.
 */
export function verifyGraph(graph: ModelGraph, after: string): void {
  const seen = new Set<string>();
  for (const node of graph.layers) {
    invariant(!seen.has(node.name), `two layers are named "${node.name}" after ${after}`);
    for (const ref of node.calls.flat()) {
      invariant(
        seen.has(ref.layer) || ref.layer === node.name,
        `"${node.name}" reads "${ref.layer}" before it is computed after ${after}`,
      );
    }
    seen.add(node.name);
  }
  for (const ref of [...graph.inputs, ...graph.outputs]) {
    invariant(seen.has(ref.layer), `the graph's end "${ref.layer}" does not exist after ${after}`);
  }
}
