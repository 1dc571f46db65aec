import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ChipKind } from '../layers/define.ts';
import { akd1000 } from '../targets/akd1000.ts';
import type { Mesh } from '../targets/define.ts';
import { mapLayer, type MappableLayer } from './mapLayer.ts';
import { goldenCases, goldenJson, hasGoldenFile } from '../testing/golden.ts';
import { readGoldenFbz } from '../testing/goldenModels.ts';
import { mapLayers, mapModel, type MappingMode, type NamedLayer } from './mapModel.ts';

type Pool = 'max' | 'avg' | null;
type Runs = readonly (readonly [number, number])[];
// prettier-ignore
type Probe = readonly [string, ChipKind, number, number, number, number, number, Pool, number, number, number, string, Runs, boolean, number, number | null, number | null];
// prettier-ignore
type LayerRow = readonly [string, ChipKind, number, number, number, number, number, Pool, number, number, number, string];
// prettier-ignore
type ModelRow = readonly [string, string, 'AKD1000' | 'AKD1500', 'Minimal' | 'AllNps' | null, number | null, number | null, readonly [string, number, number] | null, readonly LayerRow[]];

function fixture(name: string): unknown {
  const file = new URL(`../../fixtures/mapping/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString());
}

const probes = fixture('probes') as readonly Probe[];
const models = fixture('models') as readonly ModelRow[];

function layerOf(probe: Probe): MappableLayer {
  const [, kind, first, second, channels, filters, kernel, pool, weightBits, inputBits] = probe;
  return {
    ...{ kind, filters, weightBits, inputBits },
    input: [first, second, channels],
    kernelSize: [kernel, kernel],
    pooling: { type: pool === 'max' ? 'max' : pool === 'avg' ? 'globalAverage' : 'none' },
  };
}

describe('single layers, as the virtual devices map them', () => {
  const found = probes.map(
    (probe) => [probe, mapLayer(layerOf(probe), akd1000.mesh as Mesh)] as const,
  );
  const share = (fits: (entry: (typeof found)[number]) => boolean, of = found) => [
    of.filter((entry) => !fits(entry)).length,
    of.length,
  ];

  it('processors and their types', () => {
    const misses = share(
      ([[, , , , , , , , , , count, type], mapping]) =>
        (mapping?.processors ?? []).every((own) => own.type === type) &&
        mapping?.processors.length === count,
    );
    expect(misses).toEqual([31, 7414]);
  });

  it('filters of each processor', () => {
    const convolutions = found.filter(([[, kind]]) => /^Conv|^Sep/.test(kind));
    const misses = share(([[, , , , , , , , , , , , runs], mapping]) => {
      const filters = runs.flatMap(([count, times]) => Array<number>(times).fill(count));
      const own = (mapping?.processors ?? []).map((entry) => entry.filters);
      return own.join() === filters.join();
    }, convolutions);
    expect(misses).toEqual([31, 4874]);
  });

  it('bytes of the program, within 2 %', () => {
    const newer = found.filter(([[runtime]]) => runtime === '2.19.3');
    const misses = share(([probe, mapping]) => {
      const bytes = probe[14];
      return Math.abs((mapping?.programBytes ?? 0) - bytes) <= 0.02 * bytes;
    }, newer);
    expect(misses).toEqual([53, 6203]);
  });

  it('bytes of the weights', () => {
    // Behind a max pool the device needs another layer, and tells the larger one.
    const told = found.filter(
      ([probe]) => probe[16] !== null && probe[11] !== 'HRC' && probe[7] !== 'max',
    );
    const misses = share(([probe, mapping]) => mapping?.weightBytes === probe[16], told);
    expect(misses).toEqual([25, 5637]);
  });

  it('bytes of the input', () => {
    // Of a map in parts the device tells the bytes of the whole.
    const told = found.filter(
      ([probe, mapping]) =>
        probe[15] !== null && probe[11] === 'CNP1' && mapping?.parts.join() === '1,1',
    );
    const misses = share(([probe, mapping]) => mapping?.inputBytes === probe[15], told);
    expect(misses).toEqual([28, 2450]);
  });

  it('one buffer or two', () => {
    const told = found.filter(([probe]) => probe[11] === 'CNP1');
    const misses = share(([probe, mapping]) => mapping?.singleBuffer === probe[13], told);
    expect(misses).toEqual([0, told.length]);
  });
});

describe('whole networks', () => {
  const named = (row: LayerRow): NamedLayer => {
    const [name, kind, first, second, channels, filters, kernel, pool, weightBits, inputBits] = row;
    return {
      ...{ name, kind, filters, weightBits, inputBits },
      input: [first, second, channels],
      kernelSize: [kernel, kernel],
      pooling: { type: pool === 'max' ? 'max' : pool === 'avg' ? 'globalAverage' : 'none' },
    };
  };
  const modes: Readonly<Record<string, MappingMode>> = { AllNps: 'all' };
  const mapped = models.filter(([, , , , passes]) => passes !== null);

  it.each(mapped)('%s, runtime %s, %s, mode %s', (...row) => {
    const [, , device, mode, passes, , , layers] = row;
    const chip = device === 'AKD1000' ? 'akd1000' : 'akd1500';
    const mapping = mapLayers(layers.map(named), { chip, mode: modes[mode ?? ''] ?? 'minimal' });
    expect(mapping.layers.map(({ processors }) => processors.length)).toEqual(
      layers.map((layer) => layer[10]),
    );
    expect(mapping.layers.map(({ processors }) => processors[0]?.type)).toEqual(
      layers.map((layer) => layer[11]),
    );
    expect([mapping.fits, mapping.passes]).toEqual([true, passes]);
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
    const { fits, layers } = mapModel(readGoldenFbz(`${path}/model.fbz`));
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
