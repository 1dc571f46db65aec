import { expect, test } from 'vitest';
import { goldenDir } from '../../core/testing/golden.ts';
import { runCli } from '../testing/runCli.ts';

async function inspected(path: string): Promise<unknown> {
  const { code, out } = await runCli(['inspect', '-m', `${goldenDir()}/${path}`, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out);
}

test('a quantized Keras model as JSON', async () => {
  expect(await inspected('mnist/mnist_qat_iq8_wq4_aq4.h5')).toMatchObject({
    format: 'keras2-h5',
    parameters: 51_770,
    layers: [
      { className: 'InputLayer', outputShape: [null, 28, 28, 1], parameters: 0, inbound: [] },
      { className: 'Rescaling', outputShape: [null, 28, 28, 1] },
      { name: 'conv_0', className: 'QuantizedConv2D', parameters: 240, weightBits: 8 },
      { name: 'pool_0', outputShape: [null, 14, 14, 24], inbound: ['conv_0'] },
      { name: 'relu_0', className: 'QuantizedReLU', activationBits: 4 },
      ...new Array<object>(8).fill({}),
    ],
  });
});

test('a converted network as JSON', async () => {
  expect(await inspected('named/mlp_sparse_input/model.fbz')).toMatchObject({
    format: 'fbz',
    version: '2.3.6',
    layers: [
      { className: 'InputData', outputShape: [null, 1, 1, 64], parameters: 0, activationBits: 4 },
      {
        name: 'h0',
        className: 'FullyConnected',
        outputShape: [null, 1, 1, 48],
        inbound: [expect.any(String)],
      },
      { name: 'h1', parameters: 48 * 24 + 2 * 24 },
      { name: 'out', weightBits: 4 },
    ],
  });
});

test('as text', async () => {
  const { out } = await runCli(['inspect', '-m', `${goldenDir()}/keras3/functional.keras`]);
  expect(out).toMatch(
    /functional\.keras: keras3-zip, version 3\.\S+, \d+ layers, \d+ parameters\n/,
  );
  expect(out).toMatch(/InputLayer +\(None, /);
});
