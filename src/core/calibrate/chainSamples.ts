import { fail } from '../errors/diagnostic.ts';
import { inputsInOrder, sliceSamples } from '../forward/inputs.ts';
import { createPacer } from '../simulate/pacer.ts';
import { needWeights, type ModelGraph } from '../ir/graph.ts';
import { isQuantizedNeural, isQuantizemlNeural } from '../layers/layerGroups.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';

/** Settings of a calibration. */
export interface CalibrateOptions {
  /** Samples per batch, as the toolkit counts them: samples beyond the last full batch are not used. Default: all in one. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Samples that go through a layer between two looks at the event loop. Has no influence on the result. */
const CHUNK = 16;

/** Samples on their way through a chain, in chunks: the outputs of the layer that was computed last. */
export type Chunks = Tensor[];

/**
 * Cuts samples into chunks.
 * @param count  number of samples used, from the first on
 * @throws StudioError forward/input-shape
 */
export function chunksOf(graph: ModelGraph, samples: Tensor<NumericArray>, count: number): Chunks {
  const [data] = inputsInOrder(graph, samples);
  const chunks: Chunks = [];
  for (let from = 0; data && from < count; from += CHUNK) {
    chunks.push(sliceSamples(data, from, Math.min(from + CHUNK, count)));
  }
  return chunks;
}

/** Applies a computation to every chunk, giving way to events in between. @throws the signal's reason when cancelled */
export async function mapChunks(
  chunks: Chunks,
  signal: AbortSignal | undefined,
  compute: (chunk: Tensor) => Tensor,
): Promise<Chunks> {
  const pace = createPacer(signal);
  const result: Chunks = [];
  for (const chunk of chunks) {
    await pace();
    result.push(compute(chunk));
  }
  return result;
}

/**
 * Samples per batch and samples in full batches.
 * @throws StudioError calibrate/batch-size
 */
export function fullBatches(
  samples: Tensor<NumericArray>,
  { batchSize }: CalibrateOptions,
): { readonly perBatch: number; readonly used: number } {
  const count = samples.shape[0] ?? 0;
  const perBatch = batchSize ?? count;
  if (!Number.isInteger(perBatch) || perBatch < 1 || perBatch > count) {
    fail('calibrate/batch-size', {}, perBatch, count);
  }
  return { perBatch, used: Math.floor(count / perBatch) * perBatch };
}

/**
 * @throws StudioError graph/no-weights for a design, calibrate/not-quantized for a model without quantized layers,
 *         calibrate/quantizeml-model
 */
export function requireQuantized(graph: ModelGraph): void {
  needWeights(graph, 'Calibrate');
  if (!graph.layers.some(isQuantizedNeural)) fail('calibrate/not-quantized', {});
  const foreign = graph.layers.find((node) => isQuantizemlNeural(node));
  if (foreign) fail('calibrate/quantizeml-model', { layer: foreign.name });
}
