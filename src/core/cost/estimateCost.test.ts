import { describe, expect, it } from 'vitest';
import { mapLayers, type NamedLayer } from '../map/mapModel.ts';
import type { ChipChoice } from '../targets/index.ts';
import { publishedNetwork } from '../testing/publishedNetworks.ts';
import { activityOfRun, sparserActivity, uniformActivity } from './activity.ts';
import type { Estimate } from './estimate.ts';
import { estimateCost, powerAt } from './estimateCost.ts';

const conv: NamedLayer = {
  ...{ name: 'conv', kind: 'Convolutional', filters: 32, weightBits: 4, inputBits: 4 },
  ...{ input: [32, 32, 8], kernelSize: [3, 3], pooling: { type: 'none' } },
};
const layers = (...rest: readonly Partial<NamedLayer>[]): NamedLayer[] =>
  rest.map((own, i) => ({ ...conv, name: `layer_${i}`, ...own }));
const events = (...counts: readonly number[]) =>
  activityOfRun(
    counts.map((count, i) => ({ name: `layer_${i}`, events: count })),
    1,
  );
const cost = (network: readonly NamedLayer[], counts: readonly number[], chip?: ChipChoice) =>
  estimateCost(mapLayers(network, chip ? { chip } : {}), events(...counts));
const ends = (estimate: Estimate | null | undefined) =>
  estimate && [estimate.low, estimate.value, estimate.high].map(Math.round);

describe('a layer', () => {
  it('idle, it is the one that was published', () => {
    expect(ends(cost(layers({}), [0]).layers[0]?.clocks)).toEqual([25_577, 25_577, 25_577]);
  });

  it('adds events times filters times c, from the bare law to the worst that was published', () => {
    // 1000 * 32 * 0.635 = 20,320; times 0.675 / 0.646 and 1.08 / 0.646.
    const { layers: found } = cost(layers({}), [1000]);
    expect(ends(found[0]?.clocks)).toEqual([25_577 + 20_320, 25_577 + 21_232, 25_577 + 33_972]);
    expect(found[0]?.events).toBe(1000);
    expect(found[0]?.milliseconds?.value).toBeCloseTo((25_577 + 21_232) / 300_000, 5);
  });

  it('takes a chip at its own coefficients and clock', () => {
    const [on1000, on1500] = [cost(layers({}), [1e6]), cost(layers({}), [1e6], 'akd1500')];
    const ratio = (on1500.milliseconds?.value ?? 0) / (on1000.milliseconds?.value ?? 0);
    expect(ratio).toBeCloseTo(((0.648 / 0.635) * 300) / 400, 2);
  });

  it('in parts, keeps each of them as long as its share', () => {
    // 64 cells along the first axis: two processors.
    const [whole, halves] = [
      cost(layers({}), [1000]),
      cost(layers({ input: [64, 32, 8] }), [2000]),
    ];
    expect(halves.layers[0]?.clocks?.value).toBeCloseTo(whole.layers[0]?.clocks?.value ?? 0, 6);
    expect(halves.microjoules?.value).toBeCloseTo(2 * (whole.microjoules?.value ?? 0), 9);
  });

  it('input convolution: costs the same whatever comes in', () => {
    const pixels = layers({ kind: 'InputConvolutional', input: [96, 96, 3], inputBits: 8 });
    const [few, many] = [cost(pixels, [10]), cost(pixels, [20_000])];
    expect(few.layers[0]?.clocks).toEqual(many.layers[0]?.clocks);
    expect(cost(pixels, []).layers[0]?.clocks).toEqual(many.layers[0]?.clocks);
  });
});

describe('what has no basis is not given', () => {
  const NONE = { clocks: null, milliseconds: null, microjoules: null };

  it('events that were not counted', () => {
    const found = cost(layers({}), []);
    expect(found.layers).toEqual([{ name: 'layer_0', events: null, ...NONE }]);
    expect(found).toMatchObject({ milliseconds: null, framesPerSecond: null, microjoules: null });
    expect(found.unknown).toEqual(['layer_0']);
  });

  it.each<[string, Partial<NamedLayer>]>([
    ['1-bit weights', { weightBits: 1 }],
    ['a fully connected layer', { kind: 'FullyConnected', input: [1, 1, 64] }],
    ['a separable layer with 5x5', { kind: 'SeparableConvolutional', kernelSize: [5, 5] }],
  ])('%s: left out, and named', (_, own) => {
    const found = cost(layers({}, own), [1000, 50]);
    expect(found.layers[1]).toEqual({ name: 'layer_1', events: 50, ...NONE });
    expect(found.unknown).toEqual(['layer_1']);
    expect(found.milliseconds?.value).toBe(found.layers[0]?.milliseconds?.value);
    for (const figure of [found.milliseconds, found.framesPerSecond, found.microjoules])
      expect(figure?.basis).toContain('without layer_1');
  });

  it('a chip of which nothing was published', () => {
    const pixels = layers({ kind: 'InputConvolutional', input: [32, 32, 3], inputBits: 8 }, {});
    const found = cost(pixels, [0, 1000], 'nsoc-v1');
    expect(found.layers.map(({ clocks }) => clocks)).toEqual([null, null]);
    expect(found).toMatchObject({ chip: 'nsoc-v1', milliseconds: null, floorMilliwatts: null });
  });

  it('a network that the chip does not take has no time as a whole', () => {
    const wide = Array.from({ length: 4 }, () => ({ input: [832, 4, 4] as const, filters: 4 }));
    const found = cost(layers(...wide), [9, 9, 9, 9]);
    expect([found.milliseconds, found.framesPerSecond, found.microjoules]).toEqual([
      null,
      null,
      null,
    ]);
    expect(found.layers[0]?.clocks?.value).toBeGreaterThan(0);
  });
});

describe('a network', () => {
  const three = layers({}, {}, {});

  it('takes its layers one after the other, and inputs in a row as often as the slowest', () => {
    const found = cost(three, [1000, 5000, 2000]);
    const times = found.layers.map(({ milliseconds }) => milliseconds?.value ?? 0);
    expect(found.milliseconds?.value).toBeCloseTo(
      times.reduce((sum, time) => sum + time),
      9,
    );
    expect(found.framesPerSecond?.value).toBeCloseTo(1000 / (times[1] ?? 0), 6);
  });

  it('waits for a layer with one input buffer', () => {
    // 32 * 32 * 64 values of 4 bits: 32,768 bytes, more than half a processor's.
    const single = layers({}, { input: [32, 32, 64] }, {});
    const found = cost(single, [1000, 5000, 2000]);
    const [first = 0, second = 0] = found.layers.map((layer) => layer.milliseconds?.value ?? 0);
    expect(found.framesPerSecond?.value).toBeCloseTo(1000 / (first + second), 6);
  });

  it('in several passes, takes one input after the other', () => {
    const wide = Array.from({ length: 2 }, () => ({ input: [832, 4, 4] as const, filters: 4 }));
    const found = cost(layers(...wide), [900, 900], 'akd1500');
    expect(found.framesPerSecond?.value).toBeCloseTo(1000 / (found.milliseconds?.value ?? 0), 6);
    expect(found.framesPerSecond?.basis).toContain('without programming the chip');
  });

  it('may have one worst layer, not all of them', () => {
    const { milliseconds, layers: found } = cost(three, [1000, 5000, 2000]);
    const sum = found.reduce((total, layer) => total + (layer.milliseconds?.high ?? 0), 0);
    expect(milliseconds?.high).toBeLessThan(sum);
    expect(milliseconds?.high).toBeGreaterThan(milliseconds?.value ?? Infinity);
  });

  it('draws the floor and its energy as often as it runs, up to what it can', () => {
    const found = cost(three, [1000, 5000, 2000]);
    const { microjoules, floorMilliwatts, framesPerSecond } = found;
    expect(powerAt(found, 0)?.value).toBe(floorMilliwatts?.value);
    const power = powerAt(found, 100);
    expect(power?.value).toBeCloseTo(910 + (microjoules?.value ?? 0) / 10, 6);
    expect(powerAt(found, (framesPerSecond?.high ?? 0) * 1.01)).toBeNull();
    expect(powerAt(cost(three, [1, 1, 1], 'akd1500'), 1)).toBeNull();
  });
});

describe('activities', () => {
  it('are means over the inputs of a run', () => {
    expect(activityOfRun([{ name: 'a', events: 50 }], 20)).toEqual({
      inputs: 20,
      events: new Map([['a', 2.5]]),
    });
  });

  it('with more zeros, keep the input of the network, and end at none', () => {
    const mapping = mapLayers(layers({}, {}, {}));
    const sparser = sparserActivity(mapping, events(1000, 5000, 200), 10);
    // 32 * 32 * 8 = 8192 values enter each.
    expect([...sparser.events.values()]).toEqual([1000, 5000 - 819.2, 0]);
    const denser = sparserActivity(mapping, events(1000, 5000, 8000), -10);
    expect([...denser.events.values()]).toEqual([1000, 5819.2, 8192]);
  });

  it('10 points of sparsity bring AkidaNet 0.5 a fifth of its time', () => {
    const mapping = mapLayers(publishedNetwork('real/akidanet_0.5_224'), { chip: 'akd1500' });
    const activity = uniformActivity(mapping, 0.43);
    const time = (of: typeof activity) => estimateCost(mapping, of).milliseconds?.value ?? 0;
    const [before, after] = [time(activity), time(sparserActivity(mapping, activity, 10))];
    expect(1 - after / before).toBeCloseTo(0.22, 2);
  });
});

it('maps and costs AkidaNet 0.5 in less than 20 ms', () => {
  const network = publishedNetwork('real/akidanet_0.5_224');
  const once = () => {
    const mapping = mapLayers(network, { mode: 'all' });
    return estimateCost(mapping, uniformActivity(mapping, 0.43));
  };
  once();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    once();
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});
