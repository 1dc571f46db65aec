import { invariant } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';

/**
 * States what every graph holds: unique layer names, references to layers that exist, and earlier ones at that, inputs and
 * outputs that exist. Layers used in turns, a(b(a(x))), have no order: a shared layer may stand before what it reads.
 * A violation is a bug of the pass named by `after`.
 */
export function verifyGraph(graph: ModelGraph, after: string): void {
  const names = new Set(graph.layers.map(({ name }) => name));
  const seen = new Set<string>();
  for (const node of graph.layers) {
    invariant(!seen.has(node.name), `two layers are named "${node.name}" after ${after}`);
    for (const ref of node.calls.flat()) {
      invariant(
        node.calls.length > 1 ? names.has(ref.layer) : seen.has(ref.layer),
        `"${node.name}" reads "${ref.layer}", which is not computed before it, after ${after}`,
      );
    }
    seen.add(node.name);
  }
  for (const ref of [...graph.inputs, ...graph.outputs]) {
    invariant(seen.has(ref.layer), `the graph's end "${ref.layer}" does not exist after ${after}`);
  }
}
