import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the golden directory that hold one folder a case. */
export type GoldenFamily = 'fuzz' | 'named' | 'shapes';

const inTheRepository = fileURLToPath(new URL('../../fixtures/golden', import.meta.url));

/** The golden directory: `src/fixtures/golden`, or another set of the same layout that `CNN2SNN_GOLDEN` names. */
export function goldenDir(): string {
  return resolve(process.env['CNN2SNN_GOLDEN'] ?? inTheRepository);
}

/**
 * The cases of a family, sorted, as paths for `goldenFile`.
 * @example goldenCases('named')  ->  ['named/akidanet_025_96', ...]
 * @throws Error when there are none: a golden test must never pass by finding nothing
 */
export function goldenCases(family: GoldenFamily): readonly string[] {
  const cases = readdirSync(resolve(goldenDir(), family), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${family}/${entry.name}`)
    .sort();
  if (cases.length === 0) throw new Error(`No golden cases in ${goldenDir()}/${family}`);
  return cases;
}

/** Paths of the files directly in a golden folder whose names end in `suffix`, sorted. Throws when there are none. */
export function goldenFiles(folder: string, suffix: string): readonly string[] {
  const files = readdirSync(resolve(goldenDir(), folder))
    .filter((name) => name.endsWith(suffix))
    .map((name) => `${folder}/${name}`)
    .sort();
  if (files.length === 0) throw new Error(`No ${suffix} files in ${goldenDir()}/${folder}`);
  return files;
}

/** True when the golden directory has that file; some cases lack `float.h5` or `predict.npy` by design. */
export function hasGoldenFile(path: string): boolean {
  return existsSync(resolve(goldenDir(), path));
}

/** Bytes of one golden file, by its path inside the golden directory. */
export function goldenFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(resolve(goldenDir(), path)));
}

/** One golden JSON file, parsed; the caller narrows it. */
export function goldenJson(path: string): unknown {
  return JSON.parse(readFileSync(resolve(goldenDir(), path), 'utf8')) as unknown;
}

const samples = fileURLToPath(new URL('../../../public/samples', import.meta.url));

/** Path of a model or data set that the studio ships, by its name in `public/samples`. */
export function samplePath(name: string): string {
  return resolve(samples, name);
}

/** Its bytes. */
export function sampleFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(samplePath(name)));
}
