import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
// @ts-expect-error: a build script in plain JavaScript, without types
import { compileForwardKernels } from '../../../../scripts/buildForwardKernels.mjs';
import { instantiateKernels } from './kernels.ts';

test('the committed kernels are what `npm run build:forward-kernels` makes', () => {
  const committed = readFileSync(new URL('./kernels.generated.ts', import.meta.url), 'utf8');
  expect(committed).toBe((compileForwardKernels as () => string)());
});

test('the module exports the kernels and its memory, and nothing else', async () => {
  expect(Object.keys((await instantiateKernels()) ?? {}).sort()).toEqual([
    'averagePool',
    'combine',
    'convolve',
    'convolveDepthwise',
    'copyRows',
    'finish',
    'firstFree',
    'maxPool',
    'memory',
    'repeatChannels',
  ]);
});
