import { describe, expect, it } from 'vitest';
import { prepareBackend, type BackendName } from '../../qat/prepareBackend.ts';
import { goldenCases, goldenFile, hasGoldenFile } from '../golden.ts';
import type { BackendCheck, GoldenReader } from './check.ts';
import { FORWARD_FILES, KERAS_OUTPUT, type ForwardCase } from './forwardChecks.ts';

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

/** Every golden model that was quantized and converted. */
export function forwardCases(): readonly ForwardCase[] {
  return [...goldenCases('named'), ...goldenCases('shapes'), ...goldenCases('fuzz')]
    .filter((path) =>
      [...FORWARD_FILES, 'model.fbz'].every((name) => hasGoldenFile(`${path}/${name}`)),
    )
    .map((path) => ({ path, hasKerasOutput: hasGoldenFile(`${path}/${KERAS_OUTPUT}`) }));
}
