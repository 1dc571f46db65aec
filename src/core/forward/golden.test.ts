import { describe, expect, it } from 'vitest';
import { readNpy } from '../data/readNpy.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import {
  goldenCases,
  goldenFile,
  goldenFiles,
  goldenJson,
  hasGoldenFile,
} from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { kerasInputs } from './inputs.ts';
import { runGraph } from './runner.ts';

/**
 * TensorFlow sums float32 in an order of its own; the reference sums in float64 and rounds once, the kernels sum float models in float32.
 * Relative to the largest output. Measured on all cases: at most 5e-6 (float, 40 layers deep), 1.3e-6 (quantized). No activation flips a
 * level: of a quantized model both give the same bits.
 */
const FLOAT32_ORDER_TOLERANCE = 1e-5;

/** The bound that issue 3 sets for the Keras files. */
const KERAS_TOLERANCE = 1e-4;

function goldenArray(path: string): Tensor<NumericArray> {
  return readNpy(goldenFile(path), path);
}

function largestDifference(actual: Tensor | undefined, expected: Tensor<NumericArray>): number {
  expect(actual?.shape).toEqual(expected.shape);
  const differences = Array.from(expected.data, (value, i) => value - (actual?.data[i] ?? NaN));
  return largestOf(differences);
}

function largestOf(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function inputsOf(graph: ModelGraph, path: string): Tensor<NumericArray> {
  const pixels = goldenArray(`${path}/inputs.npy`);
  const { input_scaling: scaling } = goldenJson(`${path}/case.json`) as {
    input_scaling: readonly [number, number] | null;
  };
  return kerasInputs(graph, pixels, scaling ?? [1, 0]);
}

describe.each(['fuzz', 'named', 'shapes'] as const)('golden/%s', (family) => {
  const files = goldenCases(family)
    .flatMap((path) => [
      { path, kind: 'float' },
      { path, kind: 'quantized' },
    ])
    .filter(({ path, kind }) => hasGoldenFile(`${path}/${kind}.h5`));

  it.each(files)('$path: the $kind model gives what Keras gives', async ({ path, kind }) => {
    const graph = await readGoldenKeras(`${path}/${kind}.h5`);
    const inputs = inputsOf(graph, path);
    const { outputs } = await runGraph(graph, inputs);
    const reference = await runGraph(graph, inputs, { engine: 'reference' });
    const expected = goldenArray(`${path}/keras_${kind}_output.npy`);
    for (const output of [outputs[0], reference.outputs[0]]) {
      const worst = largestDifference(output, expected);
      expect(worst / largestOf(expected.data)).toBeLessThanOrEqual(FLOAT32_ORDER_TOLERANCE);
    }
    if (kind === 'quantized') expect(outputs).toEqual(reference.outputs);
  });
});

describe.each(['keras2', 'keras3'])('golden/%s', (folder) => {
  const stems = goldenFiles(folder, '_input.npy').map((path) => path.replace('_input.npy', ''));
  const files = stems
    .flatMap((stem) => ['.h5', '.keras'].map((suffix) => ({ stem, model: stem + suffix })))
    .filter(({ model }) => hasGoldenFile(model));

  it.each(files)('$model gives what Keras gives', async ({ stem, model }) => {
    const graph = await readGoldenKeras(model);
    for (const engine of ['auto', 'reference'] as const) {
      const { outputs } = await runGraph(graph, goldenArray(`${stem}_input.npy`), { engine });
      const worst = largestDifference(outputs[0], goldenArray(`${stem}_output.npy`));
      expect(worst).toBeLessThanOrEqual(KERAS_TOLERANCE);
    }
  });
});
