import { describe, expect, it } from 'vitest';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { expectSameArray } from '../testing/exact.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { goldenCases, goldenJson, hasGoldenFile } from '../testing/golden.ts';
import { quantizeModel, type LayerQuantization } from './quantizeModel.ts';
import { activationGrid } from '../layers/activationStep.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { quantizeKernel } from '../quantizers/quantizeKernel.ts';

/** quantize() multiplies BatchNormalization into the kernels in float32, in the reference's order: equal but for the last bit. */
const RELATIVE = 1e-6;

interface Case {
  readonly weight_quantization: number;
  readonly activ_quantization: number;
  readonly input_weight_quantization: number;
}

/** Cases whose reference was not made by quantize() with the arguments of case.json: their layers say what was asked. */
const MADE_LAYER_BY_LAYER: ReadonlySet<string> = new Set([
  'named/mixed_precision',
  'named/quantizer_max',
  'named/quantizer_std',
  'named/quantizer_std_per_axis',
]);

/** requantized: 4/4/8 first, then 2/2/2. */
const QUANTIZED_TWICE = 'named/requantized';
const UNFOLDED = 'named/unfolded_batchnorm';

function settingsOf(graph: ModelGraph): Record<string, LayerQuantization> {
  return Object.fromEntries(
    graph.layers.flatMap((node) => {
      const { quantizer, bits } = node.config as { quantizer?: QuantizerConfig; bits?: number };
      if (quantizer) {
        const { className, threshold } = quantizer;
        return [
          [
            node.name,
            {
              bits: quantizer.bits,
              quantizer: className,
              ...(threshold === undefined ? {} : { threshold }),
            },
          ],
        ];
      }
      return bits === undefined ? [] : [[node.name, { bits }]];
    }),
  );
}

function quantizedAs(path: string, float: ModelGraph, reference: ModelGraph): ModelGraph {
  const asked = goldenJson(`${path}/case.json`) as Case;
  const options = {
    weightBits: asked.weight_quantization,
    activationBits: asked.activ_quantization,
    inputWeightBits: asked.input_weight_quantization,
  };
  if (MADE_LAYER_BY_LAYER.has(path)) {
    return quantizeModel(float, { ...options, layers: settingsOf(reference) });
  }
  if (path === UNFOLDED) return quantizeModel(float, { ...options, foldBatchNorm: false });
  if (path === QUANTIZED_TWICE) {
    const first = quantizeModel(float, { weightBits: 4, activationBits: 4, inputWeightBits: 8 });
    return quantizeModel(first, options);
  }
  return quantizeModel(float, options);
}

function expectClose(ours: Float32Array, theirs: Float32Array, what: string): void {
  expect(ours.length, what).toBe(theirs.length);
  let largest = 0;
  for (const value of theirs) largest = Math.max(largest, Math.abs(value));
  for (let i = 0; i < theirs.length; i++) {
    const [a = NaN, b = NaN] = [ours[i], theirs[i]];
    // Relative to the value; a bias that is a difference of larger numbers, relative to the largest of its layer.
    const bound = RELATIVE * Math.max(Math.abs(b), 0.01 * largest);
    if (!(Math.abs(a - b) <= bound)) expect.fail(`${what}[${i}]: ${a} is not ${b}`);
  }
}

function expectSameGrid(ours: LayerNode, theirs: LayerNode): void {
  const kernels = [
    ['kernel', 'quantizer'],
    ['depthwise_kernel', 'quantizerDw'],
    ['pointwise_kernel', 'quantizer'],
  ] as const;
  for (const [name, key] of kernels) {
    const [a, b] = [ours.weights[name], theirs.weights[name]];
    const config = (theirs.config as Record<string, QuantizerConfig>)[key];
    if (!a || !b || !config) continue;
    const [mine, reference] = [
      quantizeKernel(a, config, ours.name),
      quantizeKernel(b, config, theirs.name),
    ];
    expectSameArray(mine.weightInt, reference.weightInt, `${ours.name} ${name} integers`);
  }
}

describe.each(['fuzz', 'named', 'shapes'] as const)(
  'quantizeModel gives the reference in golden/%s',
  (family) => {
    const withFloat = goldenCases(family).filter((path) => hasGoldenFile(`${path}/float.h5`));
    it.each(withFloat)('%s', async (path) => {
      const float = await readGoldenKeras(`${path}/float.h5`);
      const reference = await readGoldenKeras(`${path}/quantized.h5`);
      const ours = quantizedAs(path, float, reference);
      expect(ours.layers.map((node) => node.className)).toEqual(
        reference.layers.map((node) => node.className),
      );
      for (const [i, theirs] of reference.layers.entries()) {
        const mine = ours.layers[i] as LayerNode;
        if (i > 0) expect(mine.name).toBe(theirs.name);
        const [a, b] = [mine.config, theirs.config] as {
          quantizer?: unknown;
          quantizerDw?: unknown;
        }[];
        expect(a?.quantizer, theirs.name).toEqual(b?.quantizer);
        expect(a?.quantizerDw, theirs.name).toEqual(b?.quantizerDw);
        expect(activationGrid(mine), theirs.name).toEqual(activationGrid(theirs));
        expect(Object.keys(mine.weights).sort()).toEqual(Object.keys(theirs.weights).sort());
        for (const [name, weight] of Object.entries(theirs.weights)) {
          expectClose(
            mine.weights[name]?.data ?? new Float32Array(),
            weight.data,
            `${theirs.name}/${name}`,
          );
        }
        expectSameGrid(mine, theirs);
      }
    });
  },
);
