import { layerDefinition } from '../layers/index.ts';
import type { LayerRole } from '../layers/define.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';

/** One neural layer with the layers around it that become the same Akida layer, in graph order. */
export interface Block {
  readonly neural: LayerNode;
  readonly layers: readonly LayerNode[];
}

/** A graph cut into blocks; `loose` layers belong to none. */
export interface BlockPartition {
  readonly blocks: readonly Block[];
  readonly loose: readonly LayerNode[];
}

/** The role of a layer in the conversion; layers we do not know are `other`. */
export function roleOf(node: LayerNode): LayerRole {
  return layerDefinition(node.className)?.role ?? 'other';
}

const FOLLOWS: ReadonlySet<LayerRole> = new Set(['batchNorm', 'pool', 'activation', 'dropout']);
const LEADS: ReadonlySet<LayerRole> = new Set(['input', 'rescaling', 'reshape', 'dropout']);

/**
 * Cuts a graph into the blocks that conversion makes of it. Works on any graph, serial or not:
 * a layer joins its neighbour's block only along an edge that nothing else shares.
 */
export function blocksOf(graph: ModelGraph): BlockPartition {
  const consumers = new Map<string, LayerNode[]>();
  for (const node of graph.layers) {
    for (const ref of node.calls.flat()) {
      consumers.set(ref.layer, [...(consumers.get(ref.layer) ?? []), node]);
    }
  }
  const owner = new Map<string, string>();
  for (const node of graph.layers) {
    if (roleOf(node) === 'neural') owner.set(node.name, node.name);
    else if (FOLLOWS.has(roleOf(node))) {
      const [ref, ...more] = node.calls.flat();
      const block = ref && owner.get(ref.layer);
      if (ref && block && more.length === 0 && consumers.get(ref.layer)?.length === 1) {
        owner.set(node.name, block);
      }
    }
  }
  for (const node of [...graph.layers].reverse()) {
    if (owner.has(node.name) || !LEADS.has(roleOf(node))) continue;
    const [consumer, ...more] = consumers.get(node.name) ?? [];
    const block = consumer && owner.get(consumer.name);
    if (block !== undefined && more.length === 0 && consumer?.calls.length === 1) {
      owner.set(node.name, block);
    }
  }
  const members = new Map<string, LayerNode[]>();
  for (const node of graph.layers) {
    const block = owner.get(node.name);
    if (block !== undefined) members.set(block, [...(members.get(block) ?? []), node]);
  }
  return {
    blocks: graph.layers
      .filter((node) => roleOf(node) === 'neural')
      .map((neural) => ({ neural, layers: members.get(neural.name) ?? [neural] })),
    loose: graph.layers.filter((node) => !owner.has(node.name)),
  };
}
