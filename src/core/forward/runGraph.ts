import type { ModelGraph } from '../ir/graph.ts';
import type { RunInputs } from './batches.ts';
import { createRunner, type ForwardOptions, type RunResult } from './runner.ts';

/**
 * Runs a float or quantized Keras model once, layer by layer, in float32. For many runs, keep a `createRunner`.
 * @param inputs  one array [samples, ...], or one per input layer by name; any number type
 * @throws StudioError forward/...; the signal's reason when cancelled
 * @example const { outputs, layers } = await runGraph(graph, images, { keep: 'all' })
 */
export async function runGraph(
  graph: ModelGraph,
  inputs: RunInputs,
  options: ForwardOptions = {},
): Promise<RunResult> {
  return createRunner(graph).run(inputs, options);
}
