import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';

/** The package itself: src/cli and dist/cli lie equally deep in it. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built studio, which may not be there. */
export const studioFolder = join(root, 'dist/studio');

/** The built-in samples. A clone has them before the studio is built; the package holds them once, inside the studio. */
export function samplesFolder(): string {
  const inClone = join(root, 'public/samples');
  return existsSync(inClone) ? inClone : join(studioFolder, 'samples');
}

const { version: packageVersion } = createRequire(import.meta.url)('../../package.json') as {
  readonly version: string;
};

/** Version of the package; dist/cli and src/cli lie equally deep below package.json. */
export const version = packageVersion;
