import * as tf from '@tensorflow/tfjs-core';
import {
  rescaleActivations,
  type ActivationRescaling,
} from '../../calibrate/rescaleActivations.ts';
import {
  fullBatches,
  requireQuantized,
  type CalibrateOptions,
} from '../../calibrate/chainSamples.ts';
import { isQuantizedNeural } from '../../layers/layerGroups.ts';
import { normalizeSeparable } from '../../calibrate/normalizeSeparable.ts';
import { inputsInOrder, sliceSamples } from '../../forward/inputs.ts';
import { createPacer } from '../../simulate/pacer.ts';
import { chainOf, type LayerNode, type ModelGraph } from '../../ir/graph.ts';
import { isLayer } from '../../layers/define.ts';
import { quantizedReLU } from '../../layers/quantizedReLU.ts';
import type { NumericArray, Tensor } from '../../tensor/tensor.ts';
import { initialState } from '../optimizers/define.ts';
import { adam } from '../optimizers/adam.ts';
import { layerStages } from '../stages/kerasStages.ts';
import { optimizeRounding, runStages, type RoundedLayer } from './optimizeRounding.ts';

/** Settings of AdaRound, named as the toolkit's command line names them. */
export interface AdaRoundOptions extends CalibrateOptions {
  /** Rounds over the samples at most, per layer. Default: 10. */
  readonly epochs?: number;
  /** Of Adam. Default: 0.01. */
  readonly learningRate?: number;
  /** Compare outputs behind the layer's activation instead of before. Default: false. */
  readonly includeActivation?: boolean;
}

/** What AdaRound did to one layer. */
export interface RoundingReport {
  readonly name: string;
  /** Mean squared difference of the layer's output to that with float weights, before and after. */
  readonly errorBefore: number;
  readonly errorAfter: number;
  /** Weights on another level than rounding to the nearest gives, of all. */
  readonly changed: number;
  readonly weights: number;
}

/** Result of `calibrateAdaRound`. */
export interface AdaRoundCalibration {
  readonly graph: ModelGraph;
  readonly report: {
    readonly activations: readonly ActivationRescaling[];
    readonly layers: readonly RoundingReport[];
    /** Samples that were used: those of full batches. */
    readonly samples: number;
  };
}

const DEFAULTS = { epochs: 10, learningRate: 1e-2, includeActivation: false } as const;

/**
 * Calibrates a quantized model as `cnn2snn calibrate adaround` does: activation rescaling, normalization of separable layers, then
 * every layer's weights are rounded up or down so that its outputs come nearest to those with float weights.
 * A backend must have been prepared (`prepareBackend`).
 * @param samples  as the Keras model takes them: pixels where it begins with Rescaling
 * @throws StudioError graph/not-serial, calibrate/not-quantized, calibrate/batch-size, qat/...; the signal's reason when cancelled
 * @source cnn2snn 2.3.6 cli.py and calibration/adaround.py (Apache-2.0)
 */
export async function calibrateAdaRound(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: AdaRoundOptions = {},
): Promise<AdaRoundCalibration> {
  requireQuantized(graph);
  const { onProgress, ...rest } = options;
  const rescaled = await rescaleActivations(graph, samples, rest);
  const rounded = await adaRound(normalizeSeparable(rescaled.graph), samples, options);
  const { used } = fullBatches(samples, options);
  onProgress?.(1, 1);
  return {
    graph: rounded.graph,
    report: { activations: rescaled.activations, layers: rounded.layers, samples: used },
  };
}

/**
 * Adaptive rounding alone, layer by layer from the input on, each on the outputs of the rounded layers before it.
 * Throws as `calibrateAdaRound`.
 */
export async function adaRound(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: AdaRoundOptions = {},
): Promise<{ readonly graph: ModelGraph; readonly layers: readonly RoundingReport[] }> {
  const chain = chainOf(graph);
  const { perBatch, used } = fullBatches(samples, options);
  const { onProgress, signal, ...settings } = { ...DEFAULTS, ...options };
  const [data] = inputsInOrder(graph, samples);
  const pace = createPacer(signal);
  const layers: LayerNode[] = [];
  const report: RoundingReport[] = [];
  // One optimizer for all layers, as in the toolkit: its count of steps goes on from layer to layer.
  const state = initialState(adam);
  let batches: tf.Tensor[] = [];
  for (let from = 0; data && from < used; from += perBatch) {
    const part = sliceSamples(data, from, from + perBatch);
    batches.push(tf.tensor(part.data, [...part.shape]));
  }
  try {
    for (const [i, node] of chain.entries()) {
      let current = node;
      if (isQuantizedNeural(node)) {
        const tail = settings.includeActivation ? tailOf(graph, chain.slice(i + 1)) : [];
        const target: RoundedLayer = { node, graph, tail, batches };
        const result = await optimizeRounding(target, { ...settings, state, pace });
        current = result.node;
        report.push(result.report);
      }
      layers.push(current);
      batches = await nextBatches(graph, current, batches, pace);
      onProgress?.(i + 1, chain.length);
    }
  } finally {
    tf.dispose(batches);
  }
  return { graph: { ...graph, layers }, layers: report };
}

/** The layers behind a neural one, up to its QuantizedReLU; none where none follows. */
function tailOf(graph: ModelGraph, following: readonly LayerNode[]) {
  const end = following.findIndex((node) => isLayer(node, quantizedReLU));
  return following.slice(0, end + 1).flatMap((node) => layerStages(graph, node));
}

async function nextBatches(
  graph: ModelGraph,
  node: LayerNode,
  batches: readonly tf.Tensor[],
  pace: () => Promise<void>,
): Promise<tf.Tensor[]> {
  const stages = layerStages(graph, node);
  const next: tf.Tensor[] = [];
  for (const batch of batches) {
    await pace();
    // A layer without stages hands its input on: the copy keeps the two apart when one is disposed.
    next.push(tf.tidy(() => tf.clone(runStages(stages, batch))));
    batch.dispose();
  }
  return next;
}
