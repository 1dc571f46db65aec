import type { ModelGraph } from '../ir/graph.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import type { Calibration } from './calibrateBias.ts';
import {
  fullBatches,
  requireQuantized,
  type CalibrateOptions,
  type Chunks,
} from './chainSamples.ts';
import { chooseActivationRanges, type RescaledActivations } from './rescaleActivations.ts';

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
  requireQuantized(graph);
  const fitted = await fitActivations(graph, samples, options);
  const { used } = fullBatches(samples, options);
  const report = { activations: fitted.activations, layers: [], samples: used };
  return { graph: fitted.graph, report };
}

/** Ranges that are tried: this many, evenly up to the one that is there. */
const CANDIDATES = 96;
/** Values are counted in so many steps of the range that is there. */
const BINS = 4096;

/**
 * Lowers the max_value of every QuantizedReLU to where its levels follow the activation most closely.
 *     max_value' = argmin over m of sum over the samples of (min(max(x, 0), max_value) - q(x, m))^2
 *     q(x, m) = m / levels * min(max(ceil(x * levels / m - 0.5), 0), levels),  levels = 2^bits - 1
 * x is what the layer before gives with float weights; layers further back run quantized, with the new ranges. At few bits this is
 * where training should begin: at 1 bit the range of a float model, 6, leaves every value below 3 silent. An activation
 * that the samples leave silent keeps its range.
 * @param samples  as the Keras model takes them
 * @throws StudioError graph/not-serial, calibrate/batch-size, forward/...; the signal's reason when cancelled
 */
export async function fitActivations(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrateOptions = {},
): Promise<RescaledActivations> {
  const { used: count } = fullBatches(samples, options);
  return chooseActivationRanges(
    graph,
    samples,
    { count, choose: closestRange, isUsedAtOnce: true },
    options,
  );
}

function closestRange(
  values: Chunks,
  { bits, maxValue }: { readonly bits: number; readonly maxValue: number },
): number {
  const counts = counted(values, maxValue);
  if (counts.every((count) => count === 0)) return maxValue;
  let [best, least] = [maxValue, Infinity];
  for (let i = CANDIDATES; i >= 1; i--) {
    const candidate = (maxValue * i) / CANDIDATES;
    const error = squaredError(counts, maxValue, candidate, 2 ** bits - 1);
    if (error < least) [best, least] = [candidate, error];
  }
  return best;
}

/** How many positive values lie in each of `BINS` equal parts of the range; larger ones are in the last. */
function counted(values: Chunks, maxValue: number): Float64Array {
  const counts = new Float64Array(BINS);
  for (const { data } of values) {
    for (const value of data) {
      if (!(value > 0)) continue;
      const bin = Math.min(Math.floor((value / maxValue) * BINS), BINS - 1);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
  }
  return counts;
}

function squaredError(
  counts: Float64Array,
  maxValue: number,
  candidate: number,
  levels: number,
): number {
  const step = candidate / levels;
  return counts.reduce((sum, count, bin) => {
    const value = ((bin + 0.5) / BINS) * maxValue;
    const level = Math.min(Math.max(Math.ceil(value / step - 0.5), 0), levels);
    return sum + count * (value - level * step) ** 2;
  }, 0);
}
