import { fail, invariant } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { sliceSamples } from './inputs.ts';
import { blockEnds } from './blockEnds.ts';
import { createRunner } from './runner.ts';

/** Settings of `compareQuantization`. */
export interface QuantizationErrorOptions {
  /** Samples compared at once. Default 32. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** How far a block of the quantized model is from the same block of the float model. */
export interface QuantizationError {
  /** Name of the block's neural layer. */
  readonly name: string;
  /** sqrt(sum((float - quantized)^2) / sum(float^2)); 0 = equal. */
  readonly relativeError: number;
  /** Signal to quantization noise, 10 * log10(sum(float^2) / sum((float - quantized)^2)), in dB; Infinity = equal. */
  readonly sqnr: number;
}

/**
 * Error that quantization brings to every block, float and quantized model each on their own earlier layers.
 * Blocks are matched by the name of their neural layer and compared at their end, behind pool and activation.
 * @param inputs  one array as the Keras models take it
 * @throws StudioError forward/cannot-compare when a block of the quantized model is not in the float model
 */
export async function compareQuantization(
  float: ModelGraph,
  quantized: ModelGraph,
  inputs: Tensor<NumericArray>,
  options: QuantizationErrorOptions = {},
): Promise<readonly QuantizationError[]> {
  const { batchSize = 32, signal, onProgress } = options;
  const floatEnds = new Map(blockEnds(float).map((end) => [end.name, end.output]));
  const pairs = blockEnds(quantized).map(({ name, output }) => {
    const floatOutput = floatEnds.get(name);
    if (floatOutput === undefined) {
      const known = [...floatEnds.keys()].map((known) => `"${known}"`).join(', ');
      fail('forward/cannot-compare', { layer: name }, `one of the layers ${known}`, `"${name}"`);
    }
    return { name, floatOutput, output, signal: 0, noise: 0 };
  });
  const floatRunner = createRunner(float);
  const quantizedRunner = createRunner(quantized);
  const samples = inputs.shape[0] ?? 0;
  const cancel = signal ? { signal } : {};
  for (let from = 0; from === 0 || from < samples; from += batchSize) {
    const to = Math.min(from + batchSize, samples);
    const batch = sliceSamples(inputs, from, to);
    const keep = (names: readonly string[]) => ({ keep: names, ...cancel });
    const a = await floatRunner.run(batch, keep(pairs.map((pair) => pair.floatOutput)));
    const b = await quantizedRunner.run(batch, keep(pairs.map((pair) => pair.output)));
    for (const pair of pairs) {
      const x = a.layers.get(pair.floatOutput);
      const y = b.layers.get(pair.output);
      invariant(x && y, `no output of block "${pair.name}"`);
      for (let i = 0; i < x.data.length; i++) {
        const value = x.data[i] as number;
        pair.signal += value * value;
        pair.noise += (value - (y.data[i] ?? 0)) ** 2;
      }
    }
    onProgress?.(to, samples);
  }
  return pairs.map(({ name, signal: power, noise }) => ({
    name,
    relativeError: noise === 0 ? 0 : Math.sqrt(noise / power),
    sqnr: noise === 0 ? Infinity : 10 * Math.log10(power / noise),
  }));
}
