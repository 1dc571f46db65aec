import { blocksOf, roleOf, type Block } from '../analysis/blocks.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { activationGrid, type ActivationGrid } from '../layers/activationStep.ts';

/** Where a block of a Keras model ends, and on which grid its values lie. */
export interface BlockEnd {
  /** Name of the block's neural layer, and of the Akida layer that it becomes. */
  readonly name: string;
  /** The layer whose output is the block's. */
  readonly output: string;
  /** Grid of the block's quantized activation; null where it has none. */
  readonly grid: ActivationGrid | null;
}

/** The ends of all blocks, in graph order. A trailing Activation or Softmax without grid is left out, as conversion does. */
export function blockEnds(graph: ModelGraph): readonly BlockEnd[] {
  return blocksOf(graph).blocks.map(blockEnd);
}

function blockEnd({ neural, layers }: Block): BlockEnd {
  const grids = layers.flatMap((node) => activationGrid(node) ?? []);
  const grid = grids.at(-1) ?? null;
  const computing = grid ? layers : layers.filter((node) => roleOf(node) !== 'activation');
  return { name: neural.name, output: computing.at(-1)?.name ?? neural.name, grid };
}
