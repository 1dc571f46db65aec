import { expect, test } from 'vitest';
import { goldenDir } from '../../core/testing/golden.ts';
import { runCli } from '../testing/runCli.ts';

const GOLDEN = goldenDir();

function argvFor(folder: string, fbz = folder): string[] {
  const models = ['-m', `${GOLDEN}/${folder}/quantized.h5`, '-f', `${GOLDEN}/${fbz}/model.fbz`];
  return ['compare', ...models, '-i', `${GOLDEN}/${folder}/inputs.npy`];
}

test('names the first layer that parts', async () => {
  const { code, out } = await runCli([...argvFor('named/dscnn_kws'), '-sc', '255', '-sh', '0']);
  expect(code).toBe(0);
  expect(out).toMatch(
    /They part first in layer "conv_0": input 0, position \(\d+, \d+, \d+\) is \d+ in Keras and \d+ in the \.fbz/,
  );
  expect(out).toContain('Same class for 3 of 3 inputs.');
});

test('JSON', async () => {
  const { out } = await runCli([...argvFor('named/dscnn_kws'), '-sc', '255', '--json']);
  expect(JSON.parse(out)).toMatchObject({
    firstParting: 'conv_0',
    samples: 3,
    agreeing: 3,
    classes: { keras: [expect.any(Number), {}, {}] },
  });
});

test('models that do not belong together are refused', async () => {
  const { code, err } = await runCli(argvFor('named/dscnn_kws', 'named/mlp_sparse_input'));
  expect(code).toBe(1);
  expect(err).toContain('error[forward/cannot-compare]');
});

test('the two models must be named the right way round', async () => {
  const fbz = `${GOLDEN}/named/dscnn_kws/model.fbz`;
  const { code, err } = await runCli(['compare', '-m', fbz, '-f', fbz, '-i', 'inputs.npy']);
  expect(code).toBe(1);
  expect(err).toContain('error[cli/needs-keras-model]');
});
