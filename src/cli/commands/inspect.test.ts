import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { buildChain } from '../../core/testing/buildChain.ts';
import { goldenDir } from '../../core/testing/golden.ts';
import { runCli, workplace } from '../testing/runCli.ts';

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

test('the architecture as Keras JSON', async () => {
  const path = `${goldenDir()}/mnist/mnist_float.h5`;
  const { code, out } = await runCli(['inspect', '-m', path, '--config']);
  expect(code).toBe(0);
  const { class_name, config, keras_version } = JSON.parse(out) as {
    readonly class_name: string;
    readonly config: { readonly layers: readonly { readonly config: object }[] };
    readonly keras_version: string;
  };
  expect([class_name, keras_version]).toEqual(['Sequential', '2.10.0']);
  expect(config.layers.map((layer) => layer.config)).toContainEqual(
    expect.objectContaining({ name: 'conv_0', filters: 24, kernel_size: [3, 3], use_bias: false }),
  );
});

test('no report holds a weight, not even one that stands in the configuration', async () => {
  const at = workplace();
  const SECRET = 0.123456789;
  const constant = { class_name: 'Constant', config: { value: [SECRET, SECRET] } };
  const conv = { name: 'c', filters: 2, kernel_size: [1, 1], bias_initializer: constant };
  const graph = buildChain([4, 4, 3], [['Conv2D', conv]]);
  const secret = Math.fround(SECRET);
  const layers = graph.layers.map((node) => ({
    ...node,
    weights: Object.fromEntries(
      Object.entries(node.weights).map(([name, { data, shape }]) => [
        name,
        { shape, data: data.map(() => secret) },
      ]),
    ),
  }));
  writeFileSync(at.path('model.h5'), await writeKerasH5({ ...graph, layers }));
  for (const command of [
    ['inspect', '--json'],
    ['inspect', '--config'],
    ['check', '--json'],
  ] as const) {
    const [name, option] = command;
    const { out } = await runCli([name, '-m', at.path('model.h5'), option]);
    expect(out).toContain('"c"');
    expect(out).not.toContain('0.1234');
  }
});

test('an .fbz has no Keras architecture, and one form is enough', async () => {
  const fbz = `${goldenDir()}/mnist/mnist_qat_iq8_wq4_aq4.fbz`;
  expect((await runCli(['inspect', '-m', fbz, '--config'])).err).toContain('cli/needs-keras-model');
  expect((await runCli(['inspect', '-m', fbz, '--config', '--json'])).code).toBe(2);
});
