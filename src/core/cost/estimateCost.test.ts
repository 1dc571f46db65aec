import { describe, expect, it } from 'vitest';
import { mapLayers, type NamedLayer } from '../map/mapModel.ts';
import { estimateCost } from './estimateCost.ts';

const layer: NamedLayer = {
  ...{ name: 'conv', kind: 'Convolutional', filters: 32, weightBits: 4, inputBits: 4 },
  ...{ input: [32, 32, 8], kernelSize: [3, 3], pooling: { type: 'none' } },
};
const activity = { inputs: 1, events: new Map([['conv', 1000]]) };

describe('estimateCost', () => {
  it('is events times filters times the published coefficient, over processors', () => {
    const { layers, milliseconds } = estimateCost(mapLayers([layer]), activity);
    expect(layers[0]?.clocks?.value).toBeCloseTo(1000 * 32 * 0.635, 9);
    expect(milliseconds?.value).toBeCloseTo((1000 * 32 * 0.635) / 300_000, 12);
  });

  it('says nothing of what was not counted or not published', () => {
    const none = estimateCost(mapLayers([layer]), { inputs: 1, events: new Map() });
    expect(none.layers[0]).toEqual({
      ...{ name: 'conv', events: null, clocks: null, milliseconds: null, microjoules: null },
    });
    expect([none.milliseconds, none.microjoules, none.unknown]).toEqual([null, null, ['conv']]);
    const odd = estimateCost(mapLayers([{ ...layer, weightBits: 1 }]), activity);
    expect([odd.layers[0]?.events, odd.layers[0]?.clocks]).toEqual([1000, null]);
  });
});
