import { fail } from '../errors/diagnostic.ts';
import { chainOf, graphOfChain, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { definePass, runPasses } from './define.ts';

/**
 * States that a model is one chain the toolkit can work on: one input of rank 2 or 4, one output, every layer used
 * once, channels_last. Nested models are already flattened by the reader, so the layers stay as they are.
 * @throws StudioError graph/not-serial, graph/input-rank, graph/channels-first
 */
export const sequentialize = definePass({
  id: 'sequentialize',
  doc: 'Lays a functional or nested model out as one chain of layers.',
  source: 'docs/reference/integer-semantics.md#quantize; cnn2snn 2.3.6 transforms/sequential.py',
  apply: (graph) => {
    const chain = chainOf(graph);
    const rank = outputShapes(graph).output(chain[0]?.name ?? '')?.length;
    if (rank !== 2 && rank !== 4) fail('graph/input-rank', whereOf(chain[0]), rank ?? 0);
    const channelsFirst = chain.find(
      (node) => (node.config as { dataFormat?: string }).dataFormat === 'channels_first',
    );
    if (channelsFirst) fail('graph/channels-first', { layer: channelsFirst.name });
    const flat = chain.every((node) => node.scope.length === 0);
    return flat
      ? graph
      : graphOfChain(
          graph,
          chain.map((node) => ({ ...node, scope: [] })),
        );
  },
});

function whereOf(node: LayerNode | undefined): { layer?: string } {
  return node ? { layer: node.name } : {};
}

/**
 * Lays a functional or nested model out as one chain of layers; written to .h5 it becomes a Sequential model.
 * @throws StudioError graph/not-serial, graph/input-rank, graph/channels-first
 * @source cnn2snn 2.3.6 transforms/sequential.py
 */
export function sequentializeModel(graph: ModelGraph): ModelGraph {
  return runPasses(graph, [sequentialize]);
}
