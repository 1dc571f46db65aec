import { describe, expect, it } from 'vitest';
import { silentShare } from '../../../store/simulation/run.ts';
import { formatCount, formatShare, totalsOf } from './activity.ts';

describe('totals', () => {
  it('sum the layers', () => {
    const layer = {
      name: 'a',
      spikes: true,
      sparsity: 0.5,
      events: 2,
      operations: 10,
      denseOperations: 40,
    };
    expect(totalsOf([layer, { ...layer, operations: 30 }])).toEqual({
      events: 4,
      operations: 40,
      denseOperations: 80,
      share: 0.5,
    });
    expect(totalsOf([]).share).toBe(0);
  });

  it('count every neuron once', () => {
    expect(
      silentShare([
        { sparsity: 1, neurons: 30 },
        { sparsity: 0, neurons: 10 },
      ]),
    ).toBe(0.75);
    expect(silentShare([])).toBeNull();
  });
});

it.each([
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.001, '0.1 %'],
  [0.616, '62 %'],
  [0.9999, '99.9 %'],
  [1, '100 %'],
])('%d is %s', (share, text) => {
  expect(formatShare(share)).toBe(text);
});

it.each([
  [0, '0'],
  [986, '986'],
  [12.34, '12.3'],
  [12_340, '12.3 k'],
  [999_600, '1.00 M'],
  [5_640_000, '5.64 M'],
  [123_000_000, '123 M'],
])('%d is written %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});
