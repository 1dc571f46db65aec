import type { ModelGraph } from '../ir/graph.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { requireQuantized, type CalibrateOptions } from './chainSamples.ts';
import { correctBias, type BiasCorrection } from './correctBias.ts';
import { normalizeSeparable } from './normalizeSeparable.ts';
import type { ActivationRescaling } from './activationRanges.ts';
import { rescaleActivations } from './rescaleActivations.ts';

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
  requireQuantized(graph.layers);
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
