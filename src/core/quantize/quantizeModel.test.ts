import { expect, it } from 'vitest';
import type { ModelGraph } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { outcomeOf } from '../testing/damage.ts';
import { conv, flatten, quantizedConv, quantizedRelu, relu } from '../testing/layerSpecs.ts';
import { quantizeKernel } from '../quantizers/quantizeKernel.ts';
import { tensor } from '../tensor/tensor.ts';
import { quantizeLayer, quantizeModel, type QuantizeOptions } from './quantizeModel.ts';

const BITS = { weightBits: 4, activationBits: 4 };

const chain = (...specs: readonly LayerSpec[]): ModelGraph => buildChain([8, 8, 3], specs);

/** Every refusal of `quantizeModel`: the layers, what is asked for, the codes of all problems. */
it.each<[string, ModelGraph, Partial<QuantizeOptions>, readonly string[]]>([
  ['9-bit weights', chain(conv('c')), { weightBits: 9 }, ['quantize/bad-bits']],
  ['half a bit', chain(conv('c')), { weightBits: 0.5 }, ['quantize/bad-bits']],
  ['9-bit activations', chain(relu('r')), { activationBits: 9 }, ['quantize/bad-bits']],
  [
    'weights back to float',
    chain(quantizedConv('c', 4)),
    { weightBits: 0 },
    ['quantize/already-quantized'],
  ],
  [
    'activations back to float',
    chain(quantizedRelu('r', 4)),
    { activationBits: 0 },
    ['quantize/already-quantized'],
  ],
  [
    'arguments that a quantized layer lacks, all of them',
    chain(conv('c', { activation: 'relu', dilation_rate: [2, 2] })),
    {},
    ['quantize/unsupported-argument', 'quantize/unsupported-argument'],
  ],
  ['an unknown quantizer', chain(conv('c')), { quantizer: 'Best' }, ['quantize/unknown-quantizer']],
  [
    'a quantizer at bits that it does not have',
    chain(conv('c')),
    { quantizer: 'MaxQuantizer', weightBits: 1 },
    ['quantize/quantizer-bits'],
  ],
  [
    'bits of a layer without any',
    chain(flatten('f')),
    { layers: { f: { bits: 4 } } },
    ['quantize/not-quantizable'],
  ],
  [
    'every layer that is refused, at once',
    chain(conv('c'), relu('r')),
    { weightBits: 9, activationBits: 9 },
    ['quantize/bad-bits', 'quantize/bad-bits'],
  ],
])('refuses %s', (_, graph, options, codes) => {
  expect(outcomeOf(() => quantizeModel(graph, { ...BITS, ...options }))).toEqual(codes);
});

it('refuses to quantize a single layer to no bits, and one that has none', () => {
  const graph = chain(conv('c'), flatten('f'));
  expect(outcomeOf(() => quantizeLayer(graph, 'c', { bits: 0 }))).toEqual(['quantize/bad-bits']);
  expect(outcomeOf(() => quantizeLayer(graph, 'f', { bits: 4 }))).toEqual([
    'quantize/not-quantizable',
  ]);
});

it.each<[string, number, string, number, string]>([
  ['a kernel that is no number', NaN, 'MaxQuantizer', 4, 'quantize/non-finite-weight'],
  ['an infinite kernel', -Infinity, 'MaxQuantizer', 4, 'quantize/non-finite-weight'],
  ['a quantizer that a file names and nobody knows', 1, 'Best', 4, 'quantize/unknown-quantizer'],
  ['bits in a file that its quantizer lacks', 1, 'MaxQuantizer', 9, 'quantize/quantizer-bits'],
])('refuses %s', (_, weight, className, bits, code) => {
  const kernel = tensor(Float32Array.of(0.5, weight), [1, 2]);
  expect(outcomeOf(() => quantizeKernel(kernel, { className, bits }, 'c'))).toEqual([code]);
});
