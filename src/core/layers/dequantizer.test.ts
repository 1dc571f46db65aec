import { expect, it } from 'vitest';
import { floats, runDefinition } from '../testing/quantizemlSpecs.ts';
import { dequantizer } from './dequantizer.ts';
import { layerDefinition } from './index.ts';

it('passes what comes', () => {
  expect(layerDefinition('Custom>Dequantizer')).toBe(dequantizer);
  const input = floats([1, 3], [-1, 0.25, 2]);
  expect(runDefinition(dequantizer, {}, {}, input)).toEqual(input);
});
