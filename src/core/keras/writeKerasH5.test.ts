import { expect, test } from 'vitest';
import { goldenFile } from '../testing/golden.ts';
import { readModel } from './readModel.ts';
import { writeKerasH5 } from './writeKerasH5.ts';
import { mkdirSync, writeFileSync } from 'node:fs';

test.each([
  'named/akidanet_025_96/quantized.h5',
  'compat/shared_layer.h5',
  'compat/lstm.h5',
  'keras3/nested.keras',
  'keras3/functional.keras',
  'compat/residual.h5',
])('%s', async (path) => {
  const loaded = await readModel([{ name: path, bytes: goldenFile(path) }]);
  if (loaded.kind !== 'keras') throw new Error();
  const bytes = await writeKerasH5(loaded.graph);
  mkdirSync('/tmp/w', { recursive: true });
  writeFileSync(`/tmp/w/${path.replaceAll('/', '_')}.h5`, bytes);
  const again = await readModel([{ name: path, bytes }]);
  if (again.kind !== 'keras') throw new Error();
  expect(again.graph.layers.map((l) => [l.name, l.className, l.config, l.calls])).toEqual(
    loaded.graph.layers.map((l) => [l.name, l.className, l.config, l.calls]),
  );
});
