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
  /** Layers that only pass on what a block gives: with an activation behind them they belong to it, else to the next block. */
  const between = new Map<string, readonly string[]>();
  for (const node of graph.layers) {
    const role = roleOf(node);
    if (role === 'neural') owner.set(node.name, node.name);
    const [ref, ...more] = node.calls.flat();
    if (!ref || more.length > 0 || consumers.get(ref.layer)?.length !== 1) continue;
    const passed = between.get(ref.layer) ?? [];
    const block = owner.get(passed[0] ?? ref.layer);
    if (block === undefined) continue;
    if (role === 'activation' || (FOLLOWS.has(role) && passed.length === 0)) {
      for (const name of [...passed.slice(1), node.name]) owner.set(name, block);
    } else if (role === 'reshape' || role === 'dropout') {
      between.set(node.name, [...(passed.length > 0 ? passed : [ref.layer]), node.name]);
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
