import type { ModelGraph } from '../ir/graph.ts';
import { runPasses } from './define.ts';
import { sequentialize } from './sequentialize.ts';

/**
 * Lays a functional or nested model out as one chain of layers; written to .h5 it becomes a Sequential model.
 * @throws StudioError graph/not-serial, graph/input-rank, graph/channels-first
 * @source cnn2snn 2.3.6 transforms/sequential.py
 */
export function sequentializeModel(graph: ModelGraph): ModelGraph {
  return runPasses(graph, [sequentialize]);
}
