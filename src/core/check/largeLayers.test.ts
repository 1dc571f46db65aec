import { describe, expect, it } from 'vitest';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import { conv, dense, flatten, relu } from '../testing/layerSpecs.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkModel, type CheckOptions } from './checkModel.ts';
import type { ModelGraph } from '../ir/graph.ts';

const head = [relu('q'), flatten('f'), dense('d')];
const rescaling: LayerSpec = ['Rescaling', { name: 's', scale: 1 / 255 }];

/** More filters than the input convolution has room for, and what the fixes are. */
const MODELS: Readonly<Record<string, readonly LayerSpec[]>> = {
  'the stem of a ResNet': [
    ...[rescaling, conv('c', { filters: 64, kernel_size: [7, 7], strides: [2, 2] })],
    ...[relu('r'), conv('e'), ...head],
  ],
  'a wide first layer': [conv('c', { filters: 256, activation: 'relu' }), conv('e'), ...head],
};

describe('too many filters for the unit of the input convolution', () => {
  it.each(Object.entries(MODELS))(
    '%s fits the chip after exact fixes, also quantized',
    async (_, layers) => {
      const graph = buildChain([16, 16, 3], layers);
      expect(errors(graph)).toContain('hw-filters c');
      const { graph: fixed } = applySafeFixes(graph);
      expect(errors(fixed)).toEqual([]);
      await expectSameOutputs(graph, fixed);
      const bits = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
      expect(errors(quantizeModel(fixed, bits))).toEqual([]);
    },
  );
});

it('a 1x1 convolution whose filters read too much fits the chip, quantized, and gives the same', async () => {
  const options = { inputIsImage: false };
  const graph = buildChain(
    [4, 4, 3],
    [...[conv('c', { filters: 500 }), relu('r'), conv('e', { kernel_size: [1, 1] }), ...head]],
  );
  expect(errors(graph, options)).toEqual([]);
  const quantized = quantizeModel(graph, { weightBits: 4, activationBits: 4 });
  expect(errors(quantized, options)).toEqual(['hw-filter-memory e']);
  const { graph: fixed, applied } = applySafeFixes(quantized, options);
  expect(applied.map(({ pass }) => pass)).toEqual(['pointwise-to-separable']);
  expect(errors(fixed, options)).toEqual([]);
  await expectSameOutputs(quantized, fixed);
});

function errors(graph: ModelGraph, options: CheckOptions = {}): readonly string[] {
  return checkModel(graph, options)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, where }) => `${code.slice(5)} ${where.layer ?? ''}`);
}
