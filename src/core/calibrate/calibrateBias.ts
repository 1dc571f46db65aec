import { chainOf, type LayerNode, type ModelGraph, type WeightMap } from '../ir/graph.ts';
import { tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import {
  chunksOf,
  fullBatches,
  mapChunks,
  requireQuantized,
  type CalibrateOptions,
} from './chainSamples.ts';
import { normalizeSeparable } from './normalizeSeparable.ts';
import { rescaleActivations, type ActivationRescaling } from './rescaleActivations.ts';
import { addBias } from '../kernels/convolve.ts';
import { preparedWeights, runLayer } from '../forward/runLayer.ts';
import { isQuantizedNeural } from '../layers/layerGroups.ts';

/** What a calibration changed. */
export interface CalibrationReport {
  readonly activations: readonly ActivationRescaling[];
  readonly layers: readonly BiasCorrection[];
  /** Samples that were used: those of full batches. */
  readonly samples: number;
}

/** Result of `calibrateBias`. */
export interface Calibration {
  readonly graph: ModelGraph;
  readonly report: CalibrationReport;
}

/**
 * Calibrates a quantized model with samples, as `cnn2snn calibrate bc` does: activation rescaling, normalization of separable
 * layers, bias correction, in this order. No labels are needed; a few dozen samples of the training data are enough.
 * @param samples  as the Keras model takes them: pixels where it begins with Rescaling
 * @throws StudioError graph/not-serial, calibrate/not-quantized, calibrate/batch-size, forward/...; the signal's reason when cancelled
 * @source cnn2snn 2.3.6 cli.py, calibrate bc (Apache-2.0)
 */
export async function calibrateBias(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrateOptions = {},
): Promise<Calibration> {
  requireQuantized(graph);
  const { onProgress } = options;
  const total = 2 * graph.layers.length;
  const stage = (offset: number): CalibrateOptions =>
    onProgress
      ? {
          ...options,
          onProgress: (done) => {
            onProgress(offset + done, total);
          },
        }
      : options;
  const rescaled = await rescaleActivations(graph, samples, stage(0));
  const normalized = normalizeSeparable(rescaled.graph);
  const corrected = await correctBias(normalized, samples, stage(graph.layers.length));
  const count = samples.shape[0] ?? 0;
  const perBatch = options.batchSize ?? count;
  return {
    graph: corrected.graph,
    report: {
      activations: rescaled.activations,
      layers: corrected.layers,
      samples: Math.floor(count / perBatch) * perBatch,
    },
  };
}

/** Mean squared difference of a layer's output to that with float weights, before and after its bias was corrected. */
interface BiasCorrection {
  readonly name: string;
  readonly errorBefore: number;
  readonly errorAfter: number;
}

/** Result of `correctBias`. */
interface CorrectedBias {
  readonly graph: ModelGraph;
  readonly layers: readonly BiasCorrection[];
}

/**
 * Adds to the bias of every quantized layer what the rounding of its weights takes from its output on average.
 *     bias'[f] = bias[f] + mean over samples and positions of (y_float - y_quantized)[f]
 * Layer by layer from the input on, each on the outputs of the corrected layers before it; layers without bias get one.
 * @param samples  as the Keras model takes them; those of full batches count
 * @throws StudioError graph/not-serial, calibrate/not-quantized, calibrate/batch-size, forward/...; the signal's reason when cancelled
 * @source Nagel et al., Data-Free Quantization Through Weight Equalization and Bias Correction, https://arxiv.org/abs/1906.04721 ;
 *         cnn2snn 2.3.6 calibration/bias_correction.py (Apache-2.0)
 */
async function correctBias(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrateOptions = {},
): Promise<CorrectedBias> {
  const chain = chainOf(graph);
  requireQuantized(graph);
  const { signal, onProgress } = options;
  const { used } = fullBatches(samples, options);
  const layers: LayerNode[] = [];
  const corrections: BiasCorrection[] = [];
  let chunks = chunksOf(graph, samples, used);
  for (const [i, node] of chain.entries()) {
    const prepared = preparedWeights(node);
    if (isQuantizedNeural(node)) {
      const errors = new ChannelErrors();
      const [floatSum, quantizedSum] = [withoutBias(node.weights), withoutBias(prepared)];
      chunks = await mapChunks(chunks, signal, (chunk) => {
        const sums = runLayer(graph, node, quantizedSum, [chunk]);
        errors.add(runLayer(graph, node, floatSum, [chunk]), sums);
        return sums;
      });
      const bias = errors.corrected(node.weights['bias']);
      for (const sums of chunks) addBias(sums, bias);
      const config = { ...node.config, useBias: true };
      layers.push({ ...node, config, weights: { ...node.weights, bias } });
      corrections.push({ name: node.name, ...errors.meanSquares() });
    } else {
      chunks = await mapChunks(chunks, signal, (chunk) => runLayer(graph, node, prepared, [chunk]));
      layers.push(node);
    }
    onProgress?.(i + 1, chain.length);
  }
  return { graph: { ...graph, layers }, layers: corrections };
}

function withoutBias(weights: WeightMap): WeightMap {
  return Object.fromEntries(Object.entries(weights).filter(([name]) => name !== 'bias'));
}

/** Sum and sum of squares, per channel, of the error that quantized weights bring. */
class ChannelErrors {
  private sum = new Float64Array(0);
  private squares = new Float64Array(0);
  private count = 0;

  add(float: Tensor, quantized: Tensor): void {
    const channels = float.shape.at(-1) ?? 1;
    if (this.count === 0) {
      this.sum = new Float64Array(channels);
      this.squares = new Float64Array(channels);
    }
    for (let i = 0; i < float.data.length; i++) {
      const error = (float.data[i] as number) - (quantized.data[i] as number);
      const c = i % channels;
      this.sum[c] = (this.sum[c] as number) + error;
      this.squares[c] = (this.squares[c] as number) + error * error;
    }
    this.count += float.data.length / channels;
  }

  corrected(bias: Tensor | undefined): Tensor {
    const data = Float32Array.from(
      this.sum,
      (sum, c) => (bias?.data[c] ?? 0) + Math.fround(sum / this.count),
    );
    return tensor(data, [data.length]);
  }

  /** Shifting every value of a channel by its mean error takes count * mean^2 off the sum of squares. */
  meanSquares(): { readonly errorBefore: number; readonly errorAfter: number } {
    let before = 0;
    let after = 0;
    this.sum.forEach((sum, c) => {
      const squares = this.squares[c] as number;
      before += squares;
      after += Math.max(squares - (sum * sum) / this.count, 0);
    });
    const values = this.count * this.sum.length;
    return { errorBefore: before / values, errorAfter: after / values };
  }
}
