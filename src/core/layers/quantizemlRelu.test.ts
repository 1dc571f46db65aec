import { expect, it } from 'vitest';
import { floats, nodeOf, runDefinition } from '../testing/quantizemlSpecs.ts';
import { activationGrid } from './activationStep.ts';
import { layerDefinition } from './index.ts';
import { CHANNEL_LIMITS, quantizemlRelu, RANGE_MAX, RESCALING_RATE } from './quantizemlRelu.ts';

const weights = { [RANGE_MAX]: floats([], [3.75]), [RESCALING_RATE]: floats([], [1]) };
const config = { max_value: 6, quant_config: { output_quantizer: { bitwidth: 4, signed: false } } };
const run = (more: object, values: readonly number[]) => [
  ...runDefinition(
    quantizemlRelu,
    config,
    { ...weights, ...more },
    floats([1, 1, values.length], values),
  ).data,
];

it('has levels whose step is a power of two', () => {
  expect(layerDefinition('Custom>QuantizedReLU')).toBe(quantizemlRelu);
  const grid = { bits: 4, levels: 15, step: 0.25, threshold: 0.125, maxValue: 3.75 };
  expect(activationGrid(nodeOf(quantizemlRelu, config, weights))).toEqual(grid);
});

it('takes halves up, and cuts', () => {
  expect(run({}, [-1, 0.124, 0.125, 0.375, 3.7, 5, 9])).toEqual([
    0, 0, 0.25, 0.5, 3.75, 3.75, 3.75,
  ]);
});

it('rescales, and has a limit a channel where it is made ready to run', () => {
  expect(run({ [RESCALING_RATE]: floats([], [0.5]) }, [1, 6.9, 7])).toEqual([0.5, 3, 3]);
  expect(run({ [CHANNEL_LIMITS]: floats([2], [1, 2]) }, [9, 9])).toEqual([1, 2]);
});
