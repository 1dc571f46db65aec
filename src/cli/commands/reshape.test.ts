import { describe, expect, test } from 'vitest';
import { goldenDir } from '../../core/testing/golden.ts';
import { runCli, workplace } from '../testing/runCli.ts';

test('writes MODEL_WIDTH_HEIGHT.h5 with input shape (height, width, channels)', async () => {
  const at = workplace();
  const model = at.copy('named/akidanet_025_96/float.h5', 'model.h5');
  const { code, out, err } = await runCli(['reshape', '-m', model, '-iw', '160', '-ih', '96']);
  const output = at.path('model_160_96.h5');
  expect({ code, out, err }).toEqual({ code: 0, out: `Reshaped to ${output}\n`, err: '' });
  const inspected = await runCli(['inspect', '-m', output, '--json']);
  expect(JSON.parse(inspected.out)).toMatchObject({
    layers: { 0: { outputShape: [null, 96, 160, 3] } },
  });
});

test('a Dense behind Flatten does not fit another size', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_float.h5', 'model.h5');
  const { code, err } = await runCli(['reshape', '-m', model, '-iw', '32', '-ih', '32']);
  expect(code).toBe(1);
  expect(err).toContain('error[graph/reshape-breaks]');
  expect(at.files()).toEqual(['model.h5']);
});

test('sizes are whole numbers', async () => {
  const { code, err } = await runCli(['reshape', '-m', 'm.h5', '-iw', '1.5', '-ih', '32']);
  expect(code).toBe(2);
  expect(err).toContain("expected a whole number from 1 on, got '1.5'");
});

describe('-o NAME.keras', () => {
  test('a float model becomes a file of Keras 3', async () => {
    const at = workplace();
    const output = at.path('out.keras');
    const size = ['-iw', '10', '-ih', '49'];
    const model = `${goldenDir()}/named/dscnn_kws/float.h5`;
    expect(await runCli(['reshape', '-m', model, ...size, '-o', output])).toMatchObject({
      code: 0,
      err: '',
    });
    const inspected = await runCli(['inspect', '-m', output, '--json']);
    expect(JSON.parse(inspected.out)).toMatchObject({ ok: true, format: 'keras3-zip' });
  });

  test.each([
    ['reshape', ['-iw', '10', '-ih', '49']],
    ['quantize', []],
    ['calibrate', ['bc', '-sa', `${goldenDir()}/named/dscnn_kws/inputs.npy`]],
    ['finetune', ['-i', `${goldenDir()}/named/dscnn_kws/inputs.npy`]],
  ])('%s refuses it for a quantized model', async (command, words) => {
    const at = workplace();
    const model = `${goldenDir()}/named/dscnn_kws/quantized.h5`;
    const argv = [command, ...words, '-m', model, '-o', at.path('out.keras')];
    const { code, err } = await runCli(argv);
    expect(code).toBe(2);
    expect(err).toContain('error[keras/not-in-keras-3]');
    expect(at.files()).toEqual([]);
  });
});
