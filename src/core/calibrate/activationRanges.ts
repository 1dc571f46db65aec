import { preparedWeights, runLayer } from '../forward/runLayer.ts';
import { chainOf, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedReLU } from '../layers/quantizedReLU.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { chunksOf, mapChunks, type CalibrateOptions, type Chunks } from './chainSamples.ts';
import { isQuantizedNeural } from '../layers/layerGroups.ts';

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
export interface RangeChoice {
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
