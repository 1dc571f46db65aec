import { createRequire } from 'node:module';

const { version: packageVersion } = createRequire(import.meta.url)('../../package.json') as {
  readonly version: string;
};

/** Version of the package; dist/cli and src/cli lie equally deep below package.json. */
export const version = packageVersion;
