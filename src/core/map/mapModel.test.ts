import { describe, expect, it } from 'vitest';
import { goldenCases, goldenJson, hasGoldenFile } from '../testing/golden.ts';
import { readGoldenFbz } from '../testing/goldenModels.ts';
import {
  mappedNetworks,
  mappedProbes,
  networkLayer,
  type MappedProbe,
} from '../testing/mappingAnswers.ts';
import {
  mapLayers,
  mapModel,
  type Mapping,
  type MappingMode,
  type NamedLayer,
} from './mapModel.ts';

/** A chip on which any single layer fits, whatever the number of its processors. */
const LARGE = { processors: { CNP1: 4096, FNP2: 64, FNP3: 64 } };

describe('single layers, as the virtual devices map them', () => {
  type Entry = readonly [MappedProbe, Mapping];
  const found: readonly Entry[] = mappedProbes().map((probe) => [
    probe,
    mapLayers(probe.layers, { chip: LARGE, runtime: probe.runtime }),
  ]);
  const first = ({ layers }: Mapping) => layers[0];
  /** How many of them do not fit, and of how many. */
  const misses = (of: readonly Entry[], fits: (...entry: Entry) => boolean) => [
    of.filter((entry) => !fits(...entry)).length,
    of.length,
  ];
  const isConvolution = ([{ type }]: Entry) => type === 'CNP1';

  it('processors and their types', () => {
    const missed = misses(found, ({ count, type }, mapping) => {
      const processors = first(mapping)?.processors ?? [];
      return processors.length === count && processors.every((own) => own.type === type);
    });
    expect(missed).toEqual([2, 7414]);
  });

  it('filters of each processor', () => {
    const missed = misses(found.filter(isConvolution), ({ filters }, mapping) => {
      const own = first(mapping)?.processors.map((entry) => entry.filters) ?? [];
      return own.join() === filters.join();
    });
    expect(missed).toEqual([2, 4874]);
  });

  it.each([
    ['2.19.3', 6203, 0, 20],
    ['2.3.6', 1211, 1, 8],
  ])('bytes of the program, runtime %s', (runtime, count, wide, inexact) => {
    const told = found.filter(([probe]) => probe.runtime === runtime);
    const within = (share: number) =>
      misses(
        told,
        ({ programBytes }, mapping) =>
          Math.abs(mapping.programBytes - programBytes) <= share * programBytes,
      );
    expect([within(0.02), within(0)]).toEqual([
      [wide, count],
      [inexact, count],
    ]);
  });

  it('bytes of the weights', () => {
    // Behind a max pool the device tells those of the larger of two layers.
    const told = found.filter(
      ([{ type, weightBytes, layers }]) =>
        weightBytes !== null && type !== 'HRC' && layers.length === 1,
    );
    const missed = misses(
      told,
      ({ weightBytes }, mapping) => first(mapping)?.weightBytes === weightBytes,
    );
    expect(missed).toEqual([1, 5637]);
  });

  it('bytes of the input', () => {
    // Of a map in parts the device tells the bytes of the whole; of two layers, the larger.
    const told = found.filter(
      ([{ inputBytes, layers, type }, mapping]) =>
        inputBytes !== null &&
        type === 'CNP1' &&
        layers.length === 1 &&
        first(mapping)?.parts.join() === '1,1',
    );
    const missed = misses(
      told,
      ({ inputBytes }, mapping) => first(mapping)?.inputBytes === inputBytes,
    );
    expect(missed).toEqual([14, 2335]);
  });

  it('one buffer or two', () => {
    const told = found.filter(isConvolution);
    const missed = misses(
      told,
      ({ singleBuffer }, mapping) => first(mapping)?.singleBuffer === singleBuffer,
    );
    expect(missed).toEqual([0, told.length]);
  });
});

describe('whole networks', () => {
  const modes: Readonly<Record<string, MappingMode>> = { AllNps: 'all' };
  const mapped = mappedNetworks().filter(([, , , , passes]) => passes !== null);

  it.each(mapped)('%s, runtime %s, %s, mode %s', (...row) => {
    const [, runtime, device, mode, passes, programBytes, , layers] = row;
    const chip = device === 'AKD1000' ? 'akd1000' : 'akd1500';
    const mapping = mapLayers(layers.map(networkLayer), {
      ...{ chip, runtime, mode: modes[mode ?? ''] ?? 'minimal' },
    });
    expect(mapping.layers.map(({ processors }) => processors.length)).toEqual(
      layers.map((layer) => layer[12]),
    );
    expect(mapping.layers.map(({ processors }) => processors[0]?.type)).toEqual(
      layers.map((layer) => layer[13]),
    );
    expect([mapping.fits, mapping.passes]).toEqual([true, passes]);
    // A second pass has a start of its own, and an AKD1500's differs by 12 or 20 bytes.
    const off = Math.abs(mapping.programBytes - (programBytes ?? 0));
    expect(off).toBeLessThanOrEqual(0.02 * (programBytes ?? 0));
  });
});
describe('golden networks, as the virtual AKD1000 of 2.3.6 maps them', () => {
  interface Device {
    readonly ok: boolean;
    readonly nps?: Readonly<Record<string, number>>;
    /** Kinds of them, each once. */
    readonly np_types?: Readonly<Record<string, readonly string[]>>;
  }
  const cases = (['fuzz', 'named', 'shapes'] as const)
    .flatMap((family) => goldenCases(family))
    .filter((path) => hasGoldenFile(`${path}/case.json`) && hasGoldenFile(`${path}/model.fbz`))
    .map(
      (path) => [path, (goldenJson(`${path}/case.json`) as { hardware: Device }).hardware] as const,
    )
    .filter(([, device]) => device.ok);

  it.each(cases)('%s', (path, device) => {
    const { fits, layers } = mapModel(readGoldenFbz(`${path}/model.fbz`), { runtime: '2.3.6' });
    const counts = layers.map(({ name, processors }) => [name, processors.length]);
    expect(Object.fromEntries(counts)).toEqual(device.nps);
    const types = layers.map(({ name, processors }) => [name, [processors[0]?.type]]);
    expect(Object.fromEntries(types)).toEqual(device.np_types);
    expect(fits).toBe(true);
  });
});

describe('a network that needs more than the chip has', () => {
  const layer = (name: string): NamedLayer => ({
    ...{ name, kind: 'Convolutional', filters: 4, weightBits: 4, inputBits: 4 },
    ...{ input: [832, 4, 4], kernelSize: [3, 3], pooling: { type: 'none' } },
  });
  const layers = ['a', 'b', 'c', 'd'].map(layer);

  it('is refused at the layer that breaks the bound', () => {
    expect(mapLayers(layers.slice(0, 3)).fits).toBe(true);
    const { fits, problems } = mapLayers(layers);
    expect(fits).toBe(false);
    expect(problems).toEqual([{ layer: 'd', type: 'CNP1', needed: 26, available: 0 }]);
    expect(mapLayers(layers, { mode: 'all' }).fits).toBe(false);
  });

  it('runs in several passes where the chip has them', () => {
    const { fits, passes, layers: placed } = mapLayers(layers, { chip: 'akd1500' });
    expect([fits, passes, placed.map(({ pass }) => pass)]).toEqual([true, 4, [1, 2, 3, 4]]);
  });

  it('a layer that no processor takes ends the mapping', () => {
    const wide: NamedLayer = { ...layer('w'), input: [8, 8, 449] };
    expect(mapLayers([layer('a'), wide, layer('b')]).problems).toEqual([
      { layer: 'w', type: null, needed: 1, available: 0 },
    ]);
  });
});
