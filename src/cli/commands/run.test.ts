import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readNpz } from '../../core/data/readNpy.ts';
import { exact } from '../../core/testing/exact.ts';
import { goldenDir, goldenFile } from '../../core/testing/golden.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const KWS = `${goldenDir()}/named/dscnn_kws`;

test('writes logits, layers and statistics', async () => {
  const at = workplace();
  const [predict, layers, stats] = [at.path('p.npy'), at.path('l.npz'), at.path('s.json')];
  const argv = ['run', '-m', `${KWS}/model.fbz`, '-i', `${KWS}/inputs.npy`];
  const { code, out, err } = await runCli([
    ...argv,
    '-o',
    predict,
    '--layers',
    layers,
    '--stats',
    stats,
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^3 inputs\n/);
  const ours = readNpz(new Uint8Array(readFileSync(layers)), 'l.npz');
  const golden = readNpz(goldenFile('named/dscnn_kws/layers.npz'), 'layers.npz');
  expect(exact(ours)).toEqual(exact(golden));
  expect(new Uint8Array(readFileSync(predict))).toEqual(goldenFile('named/dscnn_kws/predict.npy'));
  const entries = JSON.parse(readFileSync(stats, 'utf8')) as object[];
  expect(entries.map((entry) => Object.keys(entry))).toEqual(
    [...golden].map(() => ['name', 'sparsity', 'events', 'operations', 'denseOperations']),
  );
});

test('refuses a model that is not converted', async () => {
  const argv = ['run', '-m', `${KWS}/quantized.h5`, '-i', `${KWS}/inputs.npy`];
  const { code, out, err } = await runCli(argv);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('error[cli/needs-akida-model]');
});

test('writes nothing when nothing was asked for', async () => {
  const argv = ['run', '-m', `${KWS}/model.fbz`, '-i', `${KWS}/inputs.npy`];
  const { code, out } = await runCli(argv);
  expect(code).toBe(0);
  expect(out).toMatch(/^conv_0 +\d+\.\d % +\d+/m);
});

test('has no logits to write behind an activation', async () => {
  const at = workplace();
  const folder = `${goldenDir()}/shapes/ends_with_relu`;
  const argv = [
    'run',
    '-m',
    `${folder}/model.fbz`,
    '-i',
    `${folder}/inputs.npy`,
    '-o',
    at.path('p.npy'),
  ];
  const { code, err } = await runCli(argv);
  expect(code).toBe(1);
  expect(err).toContain('error[cli/no-logits]');
  expect(at.files()).toEqual([]);
});

test('two results have two endings', async () => {
  const at = workplace();
  const argv = ['run', '-m', `${KWS}/model.fbz`, '-i', `${KWS}/inputs.npy`];
  const { code, err } = await runCli([
    ...argv,
    '-o',
    at.path('a.npy'),
    '--layers',
    at.path('a.npy'),
  ]);
  expect(code).toBe(2);
  expect(err).toContain('error[cli/wrong-ending]');
  expect(at.files()).toEqual([]);
});

test('shows progress on a terminal only, and stops on a signal', async () => {
  const controller = new AbortController();
  const argv = ['run', '-m', `${KWS}/model.fbz`, '-i', `${KWS}/inputs.npy`];
  const shown = await runCli(argv, { isTerminal: true });
  expect(shown.err).toContain('Running [##############################] 100 %');
  controller.abort();
  const stopped = await runCli(argv, { signal: controller.signal });
  expect(stopped).toEqual({ code: 130, out: '', err: 'Stopped. Nothing was written.\n' });
});
