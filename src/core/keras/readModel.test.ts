import { expect, test } from 'vitest';
import { goldenCases, goldenFile, goldenFiles, hasGoldenFile } from '../testing/golden.ts';
import { readModel } from './readModel.ts';

const h5Files = [
  ...(['fuzz', 'named', 'shapes'] as const).flatMap((family) =>
    goldenCases(family).flatMap((folder) =>
      ['float.h5', 'quantized.h5'].map((name) => `${folder}/${name}`).filter(hasGoldenFile),
    ),
  ),
  ...['mnist', 'cifar', 'compat', 'keras2', 'keras3'].flatMap((folder) =>
    goldenFiles(folder, '.h5'),
  ),
].filter((path) => !path.endsWith('.weights.h5'));

test.each(h5Files)('reads %s', async (path) => {
  const loaded = await readModel([{ name: path, bytes: goldenFile(path) }]);
  expect(loaded.kind).toBe('keras');
});
