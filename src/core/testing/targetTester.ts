import { describe, expect, it } from 'vitest';
import type { LayerLimits } from '../targets/akida1.ts';
import type { HardwareTarget, Limit } from '../targets/define.ts';
import { targets } from '../targets/index.ts';

/** Tests a chip as data: it can be chosen by its id, says what it is, and every limit says where it comes from. */
export function targetTester(target: HardwareTarget): void {
  describe(target.id, () => {
    it('is registered', () => {
      expect(Object.entries(targets)).toContainEqual([target.id, target]);
    });

    it('says what it is', () => {
      expect(target.id).toMatch(/^[a-z][a-z0-9-]+$/);
      expect(target.name).not.toBe('');
      expect(target.doc).toMatch(/^[A-Z].*\.$/);
    });

    it.each(Object.entries<LayerLimits>(target.layers))(
      '%s: every limit has a source',
      (_, limits) => {
        expect(Object.keys(limits).length).toBeGreaterThan(0);
        const unsourced = Object.entries<Limit<unknown>>({ ...limits }).filter(
          ([, { source }]) => source.length < 10,
        );
        expect(unsourced).toEqual([]);
      },
    );
  });
}
