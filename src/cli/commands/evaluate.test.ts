import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDataset } from '../../core/data/readDataset.ts';
import { readNpy } from '../../core/data/readNpy.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import { writeNpz } from '../../core/data/writeNpy.ts';
import { topClasses } from '../../core/forward/classes.ts';
import { goldenDir, goldenFile, sampleFile, samplePath } from '../../core/testing/golden.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const KWS = 'named/dscnn_kws';

/** The inputs of a golden case, labelled with the class that the reference gives them. */
function labelled(path: string) {
  const images = readNpy(goldenFile(`${KWS}/inputs.npy`), 'inputs.npy');
  const logits = readNpy(goldenFile(`${KWS}/predict.npy`), 'predict.npy');
  const labels = { data: topClasses(logits) ?? new Int32Array(), shape: [images.shape[0] ?? 0] };
  writeFileSync(
    path,
    writeNpz(
      new Map([
        ['x', images],
        ['y', labels],
      ]),
    ),
  );
}

test.each(['model.fbz', 'quantized.h5'])('%s', async (name) => {
  const at = workplace();
  labelled(at.path('data.npz'));
  const argv = ['evaluate', '-m', `${goldenDir()}/${KWS}/${name}`, '-i', at.path('data.npz')];
  expect(await runCli([...argv, '-sc', '255', '-sh', '0'])).toEqual({
    code: 0,
    out: 'accuracy 100.00 %  (3 of 3)\n',
    err: '',
  });
});

test('CIFAR-10 sample, converted network: as many right as the reference', async () => {
  const model = `${goldenDir()}/cifar/cifar_qat_iq8_wq4_aq4.fbz`;
  const images = samplePath('cifar_test500.npz');
  const { out } = await runCli(['evaluate', '-m', model, '-i', images, '--json']);
  const logits = readNpy(
    goldenFile('cifar/cifar_qat_iq8_wq4_aq4_logits_test500.npy'),
    'logits.npy',
  );
  const { labels } = readDataset([{ name: images, bytes: sampleFile('cifar_test500.npz') }]);
  const correct = topClasses(logits)?.filter((label, i) => label === labels[i]).length ?? 0;
  expect(JSON.parse(out)).toEqual({ ok: true, accuracy: correct / 500, correct, samples: 500 });
});

test('labels that no model can give are refused', async () => {
  const at = workplace();
  const images = { data: new Uint8Array(49 * 10), shape: [1, 49, 10, 1] };
  const labels = { data: Int32Array.of(99), shape: [1] };
  writeFileSync(
    at.path('data.npz'),
    writeNpz(
      new Map<string, Tensor<NumericArray>>([
        ['x', images],
        ['y', labels],
      ]),
    ),
  );
  const argv = ['evaluate', '-m', `${goldenDir()}/${KWS}/model.fbz`, '-i', at.path('data.npz')];
  const { code, err } = await runCli(argv);
  expect(code).toBe(1);
  expect(err).toContain('error[forward/labels]');
});
