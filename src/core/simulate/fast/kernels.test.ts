import { expect, test } from 'vitest';
// @ts-expect-error: a build script in plain JavaScript, without types
import { compileKernels } from '../../../../scripts/buildKernels.mjs';
import { readFileSync } from 'node:fs';
import { instantiateKernels } from './kernels.ts';

test('the committed kernels are what `npm run build:wasm` makes', () => {
  const committed = readFileSync(new URL('./kernels.generated.ts', import.meta.url), 'utf8');
  expect(committed).toBe((compileKernels as () => string)());
});

test('the module exports the kernels and its memory, and nothing else', async () => {
  expect(Object.keys((await instantiateKernels()) ?? {}).sort()).toEqual([
    'activate',
    'activateExact',
    'convolveDense',
    'convolveDepthwise',
    'convolveEvents',
    'countEvents',
    'listEvents',
    'loadPixels',
    'memory',
    'poolMaximum',
    'poolSum',
    'saturateAll',
  ]);
});
