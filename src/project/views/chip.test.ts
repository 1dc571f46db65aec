import { describe, expect, it } from 'vitest';
import type { CustomChip } from '../../core/targets/custom.ts';
import { readGoldenFbz } from '../../core/testing/goldenModels.ts';
import { describeChip } from './chip.ts';
import { describeCosts, type CountedEvents } from './chipCosts.ts';

const akida = readGoldenFbz('named/akidanet_025_96/model.fbz');
const names = akida.layers.map(({ name }) => name);

/** As many events into every layer. */
function counted(each: number): CountedEvents {
  const events = Object.fromEntries(names.map((name) => [name, each]));
  return { on: 'one input', inputs: 1, events };
}

describe('describeChip', () => {
  it('says what every layer takes, equal processors together', () => {
    const chip = describeChip(akida, 'akd1000');
    expect([chip.name, chip.fits, chip.passes]).toEqual(['AKD1000', true, 1]);
    expect(chip.mostAtOnce).toBe(chip.processors.total);
    expect(chip.layers.map(({ name }) => name)).toEqual(names);
    expect(chip.layers[0]).toMatchObject({ processors: 0, groups: [{ type: 'HRC', count: 1 }] });
    const total = chip.layers.reduce((sum, { processors }) => sum + processors, 0);
    expect(total).toBe(chip.processors.total);
  });

  it('tells the fullest pass of a chip of ones own, and the layer that has no place', () => {
    const own: CustomChip = { processors: { CNP1: 4, FNP2: 1, FNP3: 1 }, severalPasses: true };
    const chip = describeChip(akida, own);
    expect(chip.passes).toBeGreaterThan(1);
    expect(chip.mostAtOnce).toBeLessThanOrEqual(4);
    const atOnce = describeChip(akida, { ...own, severalPasses: false });
    expect(atOnce.fits).toBe(false);
    expect(names).toContain(atOnce.problems[0]?.layer);
  });

  it('is worked out while a change of bits is drawn', () => {
    const large = readGoldenFbz('named/akidanet_05_128/model.fbz');
    describeCosts(akida, counted(100), { chip: 'akd1000', beside: 'akd1500' });
    const start = performance.now();
    describeChip(large, 'akd1000');
    describeCosts(large, counted(100), { chip: 'akd1000', beside: null });
    // Twenty milliseconds; ten times that on a machine that others use as well.
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('describeCosts', () => {
  it('is nothing without events', () => {
    const { cost, sparser, beside } = describeCosts(akida, null, {
      ...{ chip: 'akd1000', beside: 'akd1500' },
    });
    expect([cost, sparser, beside?.cost]).toEqual([null, null, null]);
    expect(beside?.chip.name).toBe('AKD1500');
  });

  it('follows the chip', () => {
    const on = (chip: 'akd1000' | 'akd1500') =>
      describeCosts(akida, counted(1000), { chip, beside: null }).cost?.milliseconds?.value;
    expect(on('akd1000')).not.toBe(on('akd1500'));
  });

  it('takes a tenth of the values off every map but the input', () => {
    const { cost, sparser } = describeCosts(akida, counted(5000), {
      ...{ chip: 'akd1000', beside: null },
    });
    const [first, second] = sparser?.layers ?? [];
    expect(first?.events).toBe(5000);
    expect(second?.events).toBe(Math.max(0, 5000 - 0.1 * (48 * 48 * 8)));
    expect(sparser?.layers.at(-1)?.events).toBe(5000 - 0.1 * 256);
    expect(sparser?.milliseconds?.value).toBeLessThan(cost?.milliseconds?.value ?? 0);
    const silent = describeCosts(akida, counted(1), { chip: 'akd1000', beside: null }).sparser;
    expect(silent?.layers.slice(1).every(({ events }) => events === 0)).toBe(true);
  });
});
