import type { ModelGraph } from '../ir/graph.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import type { Calibration } from './calibrateBias.ts';
import { fullBatches, requireQuantized, type CalibrateOptions } from './chainSamples.ts';
import { fitActivations } from './fitActivations.ts';

/**
 * Calibrates the ranges of a quantized model's activations to their levels: `fitActivations`.
 * @param samples  as the Keras model takes them: pixels where it begins with Rescaling
 * @throws StudioError graph/not-serial, calibrate/not-quantized, calibrate/batch-size, forward/...; the signal's reason when cancelled
 */
export async function calibrateLevels(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrateOptions = {},
): Promise<Calibration> {
  requireQuantized(graph.layers);
  const fitted = await fitActivations(graph, samples, options);
  const { used } = fullBatches(samples, options);
  const report = { activations: fitted.activations, layers: [], samples: used };
  return { graph: fitted.graph, report };
}
