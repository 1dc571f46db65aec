import { graphOfChain, type LayerNode, type ModelGraph } from '../ir/graph.ts';

/**
 * Swaps neighbours of a chain in one sweep from the input on, as the toolkit sweeps: a swapped pair is not looked at again.
 * @param swap returns the pair in its new order, or null to leave the first one where it is
 * @returns a new graph, or the same object when no pair was swapped
 */
export function swapPairs(
  graph: ModelGraph,
  swap: (first: LayerNode, second: LayerNode) => readonly [LayerNode, LayerNode] | null,
): ModelGraph {
  const layers: LayerNode[] = [];
  let changed = false;
  for (let i = 0; i < graph.layers.length; i++) {
    const [first, second] = [graph.layers[i], graph.layers[i + 1]];
    const swapped = first && second ? swap(first, second) : null;
    if (swapped) {
      layers.push(...swapped);
      changed = true;
      i++;
    } else if (first) layers.push(first);
  }
  return changed ? graphOfChain(graph, layers) : graph;
}
