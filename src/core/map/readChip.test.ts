import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { targetOf } from '../targets/index.ts';
import type { CustomChip } from '../targets/custom.ts';
import { mapLayers, type NamedLayer } from './mapModel.ts';
import { parseChip } from './readChip.ts';

const twoNodes = { processors: { CNP1: 8, FNP2: 1, FNP3: 1 } } as const satisfies CustomChip;

function codeOf(value: unknown): string | undefined {
  try {
    parseChip(value);
    return undefined;
  } catch (error) {
    return isStudioError(error) ? error.diagnostics[0]?.code : String(error);
  }
}

describe('parseChip', () => {
  it.each([
    'akd1500',
    twoNodes,
    { ...twoNodes, base: 'akd1500', name: 'Mine', inputSram: 1024, weightSram: 2048 },
    { ...twoNodes, megahertz: 12.5, severalPasses: true },
  ])('takes %j', (value) => {
    expect(parseChip(value)).toBe(value);
  });

  it.each([
    ['akd2000', 'map/unknown-chip'],
    ['toString', 'map/unknown-chip'],
    [null, 'map/bad-chip'],
    [[], 'map/bad-chip'],
    [{}, 'map/bad-chip'],
    [{ processors: { CNP1: 8 } }, 'map/bad-chip'],
    [{ processors: { CNP1: 0, FNP2: 0, FNP3: 0 } }, 'map/bad-chip'],
    [{ processors: { CNP1: 8, FNP2: 5, FNP3: 4 } }, 'map/bad-chip'],
    [{ processors: { CNP1: 8, FNP2: 1, FNP3: 1, CNP3: 1 } }, 'map/bad-chip'],
    [{ processors: { CNP1: 8.5, FNP2: 1, FNP3: 1 } }, 'map/bad-chip'],
    [{ ...twoNodes, base: 'custom' }, 'map/bad-chip'],
    [{ ...twoNodes, clock: 3 }, 'map/bad-chip'],
    [{ ...twoNodes, megahertz: '300' }, 'map/bad-chip'],
    [{ ...twoNodes, megahertz: NaN }, 'map/bad-chip'],
    [{ ...twoNodes, inputSram: 0 }, 'map/bad-chip'],
    [{ ...twoNodes, name: '' }, 'map/bad-chip'],
    [{ ...twoNodes, severalPasses: 1 }, 'map/bad-chip'],
  ])('refuses %j', (value, code) => {
    expect(codeOf(value)).toBe(code);
  });
});

describe('a chip of its own', () => {
  const layer = (name: string): NamedLayer => ({
    ...{ name, kind: 'Convolutional', filters: 32, weightBits: 4, inputBits: 4 },
    ...{ input: [64, 8, 32], kernelSize: [3, 3], pooling: { type: 'none' } },
  });
  const layers = ['a', 'b', 'c', 'd', 'e'].map(layer);

  it('holds as many layers as it has processors', () => {
    expect(mapLayers(layers.slice(0, 4), { chip: twoNodes }).fits).toBe(true);
    const { problems } = mapLayers(layers, { chip: twoNodes });
    expect(problems).toEqual([{ layer: 'e', type: 'CNP1', needed: 2, available: 0 }]);
    const several = mapLayers(layers, { chip: { ...twoNodes, severalPasses: true } });
    expect([several.fits, several.passes]).toEqual([true, 2]);
  });

  it('cuts maps and filters by its own memories', () => {
    const counts = (chip: CustomChip) =>
      mapLayers([layer('a')], { chip }).layers.map(({ parts, processors }) => [
        parts.join(),
        processors.length,
      ]);
    expect(counts(twoNodes)).toEqual([['2,1', 2]]);
    expect(counts({ ...twoNodes, inputSram: 2304 })).toEqual([['4,1', 4]]);
    expect(counts({ ...twoNodes, weightSram: 6000 })).toEqual([['2,1', 4]]);
  });

  it('is the same object for the same record, with the limits of its base', () => {
    const chip: CustomChip = { ...twoNodes, base: 'nsoc-v1', megahertz: 200 };
    expect(targetOf(chip)).toBe(targetOf(chip));
    expect(targetOf(chip).layers.FullyConnected.inputBits?.value).toEqual([1, 2]);
    expect(targetOf(chip).megahertz?.value).toBe(200);
  });
});
