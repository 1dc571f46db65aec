import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFbz } from '../../core/fbz/readFbz.ts';
import { FBZ_VERSION } from '../../core/fbz/writeFbz.ts';
import { exact } from '../../core/testing/exact.ts';
import { goldenFile } from '../../core/testing/golden.ts';
import { modernFile } from '../../core/testing/modernFiles.ts';
import { runCli, workplace } from '../testing/runCli.ts';

function expectGolden(path: string, golden: string) {
  const expected = { ...readFbz(goldenFile(golden), golden), version: FBZ_VERSION };
  expect(exact(readFbz(new Uint8Array(readFileSync(path)), path))).toEqual(exact(expected));
}

test('writes MODEL.fbz beside the model', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_qat_iq8_wq4_aq4.h5', 'mnist.h5');
  const { code, out, err } = await runCli(['convert', '-m', model]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toBe(`Converted to ${at.path('mnist.fbz')}\n`);
  expect(at.files()).toEqual(['mnist.fbz', 'mnist.h5']);
  expectGolden(at.path('mnist.fbz'), 'mnist/mnist_qat_iq8_wq4_aq4.fbz');
});

test('takes an input scaling', async () => {
  const at = workplace();
  const model = at.copy('named/dscnn_kws/quantized.h5', 'kws.h5');
  const { code } = await runCli([
    'convert',
    '-m',
    model,
    '-sc',
    '255',
    '-sh',
    '0',
    '-o',
    at.path('out.fbz'),
  ]);
  expect(code).toBe(0);
  expectGolden(at.path('out.fbz'), 'named/dscnn_kws/model.fbz');
});

describe('sparse inputs', () => {
  test.each([[['--no-image-input']], [['-sp', 'True']]])('%s', async (flags) => {
    const at = workplace();
    const model = at.copy('named/mlp_sparse_input/quantized.h5', 'mlp.h5');
    const { code, err } = await runCli(['convert', '-m', model, '-sc', '15', ...flags]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [input, ...layers] = readFbz(new Uint8Array(readFileSync(at.path('mlp.fbz'))), '').layers;
    const golden = readFbz(goldenFile('named/mlp_sparse_input/model.fbz'), '').layers;
    // Keras numbers its models: the input's name came from another session than quantized.h5.
    expect({ ...input, name: golden[0]?.name }).toEqual(golden[0]);
    expect(exact(layers)).toEqual(exact(golden.slice(1)));
  });
});

test('refuses an .fbz with 1', async () => {
  const at = workplace();
  const model = at.copy('named/mlp_sparse_input/model.fbz', 'mlp.fbz');
  const { code, err } = await runCli(['convert', '-m', model, '-o', at.path('other.fbz')]);
  expect(code).toBe(1);
  expect(err).toContain('error[cli/needs-keras-model]');
});

test('never writes over its input, and leaves nothing behind', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_qat_iq8_wq4_aq4.h5', 'mnist.h5');
  const { code, err } = await runCli(['convert', '-m', model, '-o', at.path('./mnist.h5')]);
  expect(code).toBe(2);
  expect(err).toContain('error[cli/would-overwrite-input]');
  expect(at.files()).toEqual(['mnist.h5']);
  const nowhere = await runCli(['convert', '-m', model, '-o', at.path('no/where.fbz')]);
  expect(nowhere.code).toBe(2);
  expect(nowhere.err).toContain('error[cli/no-output-folder]');
  expect(at.files()).toEqual(['mnist.h5']);
});

test('a damaged model is refused with 3 and the place of the damage', async () => {
  const at = workplace();
  writeFileSync(at.path('bad.h5'), goldenFile('mnist/mnist_qat_iq8_wq4_aq4.h5').subarray(0, 5000));
  const { code, out, err } = await runCli(['convert', '-m', at.path('bad.h5')]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(at.path('bad.h5'));
  expect(at.files()).toEqual(['bad.h5']);
});

test.each(['given/q_v1.h5', 'given/q_v1.keras', 'deep/quantized.h5'])(
  'a model of QuantizeML for Akida 1.0 converts: %s',
  async (path) => {
    const at = workplace();
    const model = at.path(path.endsWith('.keras') ? 'q.keras' : 'q.h5');
    writeFileSync(model, modernFile(path));
    const { code, err } = await runCli(['convert', '-m', model]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(
      readFbz(new Uint8Array(readFileSync(at.path('q.fbz'))), 'q.fbz').quantizer,
    ).toBeDefined();
  },
);
