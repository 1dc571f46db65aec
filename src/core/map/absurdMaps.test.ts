import { expect, it } from 'vitest';
import { akida1Processor } from '../targets/akida1.ts';
import { processorNeed } from './mapLayer.ts';
import type { MappableLayer } from './mappable.ts';
import { mapParts } from './split.ts';

const layer = (side: number, channels: number): MappableLayer => ({
  ...{ kind: 'Convolutional', filters: 4, weightBits: 4, inputBits: 4 },
  ...{ input: [side, side, channels], kernelSize: [7, 7], pooling: { type: 'none' } },
});

it('a map of any size is counted at once, without a list', () => {
  const start = performance.now();
  expect(processorNeed(layer(1e9, 64))?.count).toBeGreaterThan(1e12);
  expect(mapParts(layer(1e9, 2048), akida1Processor)).toBeNull();
  expect(performance.now() - start).toBeLessThan(1000);
});
