import { describe, expect, it } from 'vitest';
import { readGoldenFbz } from '../../core/testing/goldenModels.ts';
import type { ChipChoice } from '../../core/targets/index.ts';
import { describeChip } from '../../project/views/chip.ts';
import { floorPlanOf } from './floorPlan.ts';

const akida = readGoldenFbz('named/akidanet_025_96/model.fbz');

function planOn(chip: ChipChoice, pass = 1) {
  const view = describeChip(akida, chip);
  return { view, plan: floorPlanOf(view, pass) };
}

describe('floorPlanOf', () => {
  it.each(['akd1000', 'akd1500'] as const)('draws every processor of %s once', (chip) => {
    const { view, plan } = planOn(chip);
    const processors = plan.cells.filter(({ kind }) => kind !== 'HRC');
    expect(processors).toHaveLength(view.mesh.processors);
    expect(new Set(plan.cells.map(({ x, y }) => `${x} ${y}`)).size).toBe(plan.cells.length);
    expect(plan.cells.every(({ x, y }) => x < plan.width && y < plan.height)).toBe(true);
  });

  it('gives every layer as many as it takes, a dense one of its kind', () => {
    const { view, plan } = planOn('akd1000');
    expect(plan.missing).toBe(0);
    for (const layer of view.layers) {
      const cells = plan.cells.filter((cell) => cell.layer === layer.name);
      expect(cells).toHaveLength(Math.max(1, layer.processors));
      const [{ type } = { type: 'HRC' }] = layer.groups;
      if (type !== 'CNP1') expect(cells.map(({ kind }) => kind)).toEqual([type]);
    }
  });

  it('shows a pass at a time, and counts what a small chip lacks', () => {
    const own = { processors: { CNP1: 4, FNP2: 1, FNP3: 1 }, severalPasses: true };
    const { view, plan } = planOn(own, 2);
    const shown = new Set(plan.cells.flatMap(({ layer }) => layer ?? []));
    expect([...shown]).toEqual(
      expect.arrayContaining(view.layers.filter(({ pass }) => pass === 2).map(({ name }) => name)),
    );
    const { plan: atOnce } = planOn({ ...own, severalPasses: false });
    expect(atOnce.missing).toBeGreaterThan(0);
  });

  it('has a place for the unit of the input convolution where all processors are dense', () => {
    const { plan } = planOn({ processors: { CNP1: 2, FNP2: 1, FNP3: 1 }, severalPasses: true });
    expect(plan.blocks.map(({ kind }) => kind)).toEqual(['FNP3', 'FNP2', 'HRC']);
  });
});
