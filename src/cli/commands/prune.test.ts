import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFbz } from '../../core/fbz/readFbz.ts';
import { writeFbz } from '../../core/fbz/writeFbz.ts';
import { goldenDir, goldenFile } from '../../core/testing/golden.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const KWS = 'named/dscnn_kws';

/** The golden network with three neurons of a layer that nothing can wake. */
function sleepyAt(path: string): string {
  const model = readFbz(goldenFile(`${KWS}/model.fbz`), 'model.fbz');
  const layers = model.layers.map((layer, i) => {
    if (i !== 1 || layer.kind === 'InputData') return layer;
    const threshold = layer.threshold.map((value, n) => ([2, 3, 5].includes(n) ? 2 ** 18 : value));
    return { ...layer, threshold };
  });
  writeFileSync(path, writeFbz({ ...model, layers }));
  return path;
}

test('tells what goes, and the outputs stay', async () => {
  const at = workplace();
  const model = sleepyAt(at.path('m.fbz'));
  const { code, out } = await runCli(['prune', '-m', model]);
  expect(code).toBe(0);
  expect(out).toMatch(/ 3 +0 +0 +\d+\n/);
  expect(out).toContain(`Pruned to ${at.path('m_pruned.fbz')}\n`);
  const inputs = ['-i', `${goldenDir()}/${KWS}/inputs.npy`];
  const outputs = await Promise.all(
    [model, at.path('m_pruned.fbz')].map(async (path, i) => {
      const to = at.path(`${i}.npy`);
      expect((await runCli(['run', '-m', path, ...inputs, '-o', to])).code).toBe(0);
      return readFileSync(to);
    }),
  );
  expect(outputs[0]).toEqual(outputs[1]);
});

test('as JSON', async () => {
  const at = workplace();
  const { out } = await runCli(['prune', '-m', sleepyAt(at.path('m.fbz')), '--json']);
  const result = JSON.parse(out) as Record<string, unknown>;
  expect(result['layers']).toEqual([
    expect.objectContaining({ silent: [2, 3, 5], unread: [], constant: [] }),
  ]);
  expect(result['bytesAfter']).toBeLessThan(Number(result['bytesBefore']));
});

test('a network in which nothing idles stays as it is', async () => {
  const at = workplace();
  const model = at.copy(`${KWS}/model.fbz`, 'm.fbz');
  const { code, out } = await runCli(['prune', '-m', model]);
  expect(code).toBe(0);
  expect(out).toContain('Nothing can go: the outputs depend on every neuron.\n');
});

test('a Keras model is refused', async () => {
  const { code, err } = await runCli(['prune', '-m', `${goldenDir()}/${KWS}/quantized.h5`]);
  expect(code).toBe(1);
  expect(err).toMatch(/^error\[cli\/needs-akida-model\]/);
});
