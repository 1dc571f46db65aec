import { describe, expect, it } from 'vitest';
import { readFbz } from '../fbz/readFbz.ts';
import { goldenFile } from '../testing/golden.ts';
import { eventClocks } from './eventLaw.ts';

const model = readFbz(goldenFile('named/akidanet_025_96/model.fbz'), 'model.fbz');
const layer = (name: string) => {
  const found = model.layers.find((other) => other.name === name);
  if (!found || found.kind === 'InputData') throw new Error(name);
  return found;
};

describe('eventClocks', () => {
  it('is events times filters times the published coefficient', () => {
    expect(eventClocks(layer('conv_1'), 1000)).toBeCloseTo(1000 * 16 * 0.635, 9);
    expect(eventClocks(layer('conv_1'), 1000, 'akd1500')).toBeCloseTo(1000 * 16 * 0.648, 9);
    expect(eventClocks(layer('sep_12'), 10)).toBeCloseTo(10 * 256 * 0.625, 9);
  });

  it('costs nothing where nothing arrives', () => {
    expect(eventClocks(layer('conv_1'), 0)).toBe(0);
  });

  it('says nothing where nothing was published: input convolution, dense layer, other kernels and bits', () => {
    expect(eventClocks(layer('conv_0'), 1000)).toBeNull();
    expect(eventClocks(layer('classifier'), 1000)).toBeNull();
    const conv = layer('conv_1');
    if (conv.kind !== 'Convolutional') throw new Error('conv_1 is a convolution');
    expect(eventClocks({ ...conv, kernelSize: [3, 5] }, 1000)).toBeNull();
    expect(eventClocks({ ...conv, weightBits: 1 }, 1000)).toBeNull();
  });
});
