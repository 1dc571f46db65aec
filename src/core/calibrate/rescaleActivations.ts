import { chainOf, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { quantizedReLUGrid } from '../layers/activationGrid.ts';
import { discretize } from '../layers/discretize.ts';
import { tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import {
  chunksOf,
  fullBatches,
  mapChunks,
  type CalibrateOptions,
  type Chunks,
} from './chainSamples.ts';
import { preparedWeights, runLayer } from '../forward/runLayer.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import { isQuantizedNeural } from '../layers/layerGroups.ts';

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
  const { perBatch: count } = fullBatches(samples, options);
  return chooseActivationRanges(
    graph,
    samples,
    {
      count,
      choose: (values, { bits, maxValue }) => {
        // The quantized activation grows with what goes in: its largest value is that of the largest one.
        const input = tensor(Float32Array.of(largestOf(values)), [1]);
        const [largest = 0] = discretize(input, quantizedReLUGrid(bits, maxValue)).data;
        return largest > 0 && largest < Math.fround(maxValue) ? largest : maxValue;
      },
      isUsedAtOnce: false,
    },
    options,
  );
}

function largestOf(chunks: Chunks): number {
  let largest = -Infinity;
  for (const { data } of chunks) {
    for (const value of data) if (value > largest) largest = value;
  }
  return largest;
}

/** How the highest level of a QuantizedReLU moved. */
export interface ActivationRescaling {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** A model whose QuantizedReLUs have other ranges. */
export interface RescaledActivations {
  readonly graph: ModelGraph;
  readonly activations: readonly ActivationRescaling[];
}

/** How ranges are chosen. */
interface RangeChoice {
  /** Samples to look at, from the first on. */
  readonly count: number;
  /**
   * The new max_value of an activation.
   * @param values  what goes into it: the quantized layer before gives it with float weights
   */
  readonly choose: (
    values: Chunks,
    config: { readonly bits: number; readonly maxValue: number },
  ) => number;
  /** The layers behind an activation see its new range, not the one it had. */
  readonly isUsedAtOnce: boolean;
}

/**
 * Gives every QuantizedReLU behind a quantized layer another max_value. Layers before it run quantized.
 * @throws StudioError graph/not-serial, forward/...; the signal's reason when cancelled
 */
export async function chooseActivationRanges(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  { count, choose, isUsedAtOnce }: RangeChoice,
  { signal, onProgress }: CalibrateOptions,
): Promise<RescaledActivations> {
  const chain = chainOf(graph);
  const activations: ActivationRescaling[] = [];
  const layers: LayerNode[] = [];
  let quantized = chunksOf(graph, samples, count);
  // From a neural layer to its activation the samples also go through float weights.
  let float: Chunks | null = null;
  const run = (chunks: Chunks, node: LayerNode, weights: LayerNode['weights']) =>
    mapChunks(chunks, signal, (chunk) => runLayer(graph, node, weights, [chunk]));
  for (const [i, node] of chain.entries()) {
    let changed = node;
    if (isQuantizedNeural(node)) float = await run(quantized, node, node.weights);
    else if (float && isLayer(node, quantizedReLU)) {
      const { maxValue } = node.config;
      const after = choose(float, node.config);
      activations.push({ name: node.name, before: maxValue, after });
      changed = { ...node, config: { ...node.config, maxValue: after } };
      float = null;
    } else if (float) float = await run(float, node, node.weights);
    layers.push(changed);
    const used = isUsedAtOnce ? changed : node;
    quantized = await run(quantized, used, preparedWeights(used));
    onProgress?.(i + 1, chain.length);
  }
  return { graph: { ...graph, layers }, activations };
}
