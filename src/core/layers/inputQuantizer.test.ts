import { expect, it } from 'vitest';
import { floats, runDefinition } from '../testing/quantizemlSpecs.ts';
import { parseConfig } from './define.ts';
import { inputQuantizer } from './inputQuantizer.ts';
import { layerDefinition } from './index.ts';

const ranges = (min: readonly number[], max: readonly number[]) => {
  const shape = min.length === 1 ? [] : [min.length];
  return { range_min: floats(shape, min), range_max: floats(shape, max) };
};

it('is known by its registered name, with one range or one a channel', () => {
  expect(layerDefinition('Custom>InputQuantizer')).toBe(inputQuantizer);
  const shapes = [[null, 4, 4, 3]];
  const one = parseConfig(inputQuantizer.params, { bitwidth: 8, signed: false });
  expect(inputQuantizer.weights?.(one, shapes)).toEqual([
    { name: 'range_min', shape: [] },
    { name: 'range_max', shape: [] },
  ]);
  const each = parseConfig(inputQuantizer.params, { axis: 'per-axis' });
  expect(inputQuantizer.weights?.(each, shapes)[0]).toEqual({ name: 'range_min', shape: [3] });
});

// What quantizeml 1.2 gives: InputQuantizer(...)(x).to_float().
it.each<[string, { bitwidth: number; signed: boolean }, [number, number], number[], number[]]>([
  [
    'pixels',
    { bitwidth: 8, signed: false },
    [0, 255],
    [0, 0.5, 1.5, 254.6, 300, -3],
    [0, 0, 2, 255, 255, -3],
  ],
  [
    'a zero point',
    { bitwidth: 8, signed: false },
    [-1, 2],
    [-1, -0.99, 0, 1.004, 2, 4],
    [0, 0.015625, 1, 2, 3, 3.984375],
  ],
  [
    'signed',
    { bitwidth: 8, signed: true },
    [-1, 0.5],
    [-1, -0.004, 0, 0.5, 0.996, 2],
    [-1, -0.0078125, 0, 0.5, 0.9921875, 0.9921875],
  ],
])('%s', (_name, config, [min, max], inputs, outputs) => {
  const { data } = runDefinition(
    inputQuantizer,
    config,
    ranges([min], [max]),
    floats([1, inputs.length], inputs),
  );
  expect(Array.from(data, (value) => value + 0)).toEqual(outputs);
});

it('a range for every channel', () => {
  const weights = ranges([0, 0], [255, 1]);
  const output = runDefinition(
    inputQuantizer,
    { bitwidth: 8, signed: false, axis: 'per-axis' },
    weights,
    floats([1, 1, 2, 2], [3.2, 0.3, 9.9, 0.7]),
  );
  expect([...output.data]).toEqual([3, 77 / 256, 10, 179 / 256]);
});
