import { describe, expect, it } from 'vitest';
import { prepareBackend, type BackendName } from '../../qat/prepareBackend.ts';
import { goldenFile } from '../golden.ts';
import type { BackendCheck, GoldenReader } from './check.ts';

/** The golden files of this machine. */
export const fromDisk: GoldenReader = (path) => Promise.resolve(goldenFile(path));

/** One unit test a check, on each backend. */
export function testOnBackends(
  backends: readonly BackendName[],
  checksOf: (backend: BackendName) => readonly BackendCheck[],
): void {
  describe.each(backends)('on %s', (backend) => {
    it.each(checksOf(backend))('$name', async ({ error, tolerance }) => {
      await prepareBackend(backend);
      expect(await error()).toBeLessThanOrEqual(tolerance);
    });
  });
}
