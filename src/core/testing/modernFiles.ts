import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../fixtures/quantizeml', import.meta.url));

/** One file of `fixtures/quantizeml`: what QuantizeML and the toolkit 2.19 made. */
export function modernFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(`${ROOT}/${path}`));
}

/** The models of `scripts/interop/modern.py`, by name. Throws when there are none. */
export function modernModels(): readonly string[] {
  const names = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'given')
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new Error(`No models in ${ROOT}`);
  return names;
}
