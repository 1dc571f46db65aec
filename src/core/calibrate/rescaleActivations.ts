import { preparedWeights, runLayer } from '../forward/runLayer.ts';
import { chainOf, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import {
  chunksOf,
  fullBatches,
  isQuantizedNeural,
  mapChunks,
  type CalibrateOptions,
  type Chunks,
} from './chainSamples.ts';

/** How the highest level of a QuantizedReLU moved. */
export interface ActivationRescaling {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Result of `rescaleActivations`. */
export interface RescaledActivations {
  readonly graph: ModelGraph;
  readonly activations: readonly ActivationRescaling[];
}

/**
 * Lowers the max_value of every QuantizedReLU to the largest value that the samples bring there, so that no level lies idle.
 *     max_value' = min(max_value, max(activation(layer with float weights)))
 * Layers before run quantized, with the activations they had: the new steps count from the next use of the model on.
 * Only the first batch is looked at, as in the toolkit. An activation that stays silent keeps its max_value
 * (the toolkit sets 0 there, and the model gives NaN from then on).
 * @param samples  as the Keras model takes them
 * @throws StudioError graph/not-serial, calibrate/batch-size, forward/...; the signal's reason when cancelled
 * @source cnn2snn 2.3.6 calibration/calibration.py, activations_rescaling (Apache-2.0)
 */
export async function rescaleActivations(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrateOptions = {},
): Promise<RescaledActivations> {
  const chain = chainOf(graph);
  const { signal, onProgress } = options;
  const { perBatch } = fullBatches(samples, options);
  const activations: ActivationRescaling[] = [];
  const layers: LayerNode[] = [];
  let quantized = chunksOf(graph, samples, perBatch);
  // From a neural layer to its activation the samples also go through float weights.
  let float: Chunks | null = null;
  for (const [i, node] of chain.entries()) {
    const prepared = preparedWeights(node);
    const before: Chunks = isQuantizedNeural(node) ? quantized : (float ?? []);
    const floatNext = await mapChunks(before, signal, (chunk) =>
      runLayer(graph, node, node.weights, [chunk]),
    );
    if (before.length > 0) float = floatNext;
    quantized = await mapChunks(quantized, signal, (chunk) =>
      runLayer(graph, node, prepared, [chunk]),
    );
    if (float && isLayer(node, quantizedReLU)) {
      const { maxValue } = node.config;
      const largest = largestOf(float);
      const after = largest > 0 && largest < Math.fround(maxValue) ? largest : maxValue;
      activations.push({ name: node.name, before: maxValue, after });
      layers.push({ ...node, config: { ...node.config, maxValue: after } });
      float = null;
    } else layers.push(node);
    onProgress?.(i + 1, chain.length);
  }
  return { graph: { ...graph, layers }, activations };
}

function largestOf(chunks: Chunks): number {
  let largest = -Infinity;
  for (const { data } of chunks) {
    for (const value of data) if (value > largest) largest = value;
  }
  return largest;
}
