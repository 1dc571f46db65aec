import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeModel } from '../../core/analysis/describeModel.ts';
import { readModel } from '../../core/keras/readModel.ts';
import { exact } from '../../core/testing/exact.ts';
import { readGoldenKeras } from '../../core/testing/goldenModels.ts';
import { runCli, workplace } from '../testing/runCli.ts';

async function graphAt(path: string) {
  const loaded = await readModel([{ name: path, bytes: new Uint8Array(readFileSync(path)) }]);
  if (loaded.kind !== 'keras') throw new Error(`${path} is not a Keras model`);
  return loaded.graph;
}

async function bitsAt(path: string) {
  const loaded = await readModel([{ name: path, bytes: new Uint8Array(readFileSync(path)) }]);
  return describeModel(loaded).layers.flatMap(({ name, weightBits, activationBits }) => {
    const bits = weightBits ?? activationBits;
    return bits === undefined ? [] : [[name, bits]];
  });
}

test('writes MODEL_iq_wq_aq.h5 with the reference weights and bitwidths', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_float.h5', 'mnist.h5');
  const { code, out, err } = await runCli([
    'quantize',
    '-m',
    model,
    '-wq',
    '4',
    '-aq',
    '4',
    '-iq',
    '8',
  ]);
  const output = at.path('mnist_iq8_wq4_aq4.h5');
  expect({ code, out, err }).toEqual({ code: 0, out: `Quantized to ${output}\n`, err: '' });
  const ours = await graphAt(output);
  const golden = await readGoldenKeras('mnist/mnist_ptq_iq8_wq4_aq4.h5');
  // Keras numbers input layers by session, so the first name differs.
  const summary = ({ layers }: typeof ours) =>
    layers.slice(1).map((node) => [node.name, node.className]);
  expect(summary(ours)).toEqual(summary(golden));
  expect(await bitsAt(output)).toEqual([
    ['conv_0', 8],
    ['relu_0', 4],
    ['conv_1', 4],
    ['relu_1', 4],
    ['sep_2', 4],
    ['relu_2', 4],
    ['classifier', 4],
  ]);
});

describe('names', () => {
  test.each([
    ['m.h5', ['-wq', '4', '-aq', '4', '-iq', '8'], 'm_iq8_wq4_aq4.h5'],
    ['m.h5', [], 'm_iq4_wq4_aq4.h5'],
    ['m_iq8_wq4_aq4.h5', ['-wq', '2', '-aq', '2'], 'm_iq2_wq2_aq2.h5'],
    ['m.v2_iq8_wq4_aq4.h5', ['-wq', '2', '-aq', '1', '-iq', '8'], 'm.v2_iq8_wq2_aq1.h5'],
  ])('%s %s', async (name, options, expected) => {
    const at = workplace();
    const model = at.copy('mnist/mnist_qat_iq8_wq4_aq4.h5', name);
    const { code, out, err } = await runCli(['quantize', '-m', model, ...options]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(basename(out.trim())).toBe(expected);
    expect(at.files()).toEqual([name, expected].sort());
  });
});

test('a model already at those bits is not overwritten', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_qat_iq8_wq4_aq4.h5', 'm_iq8_wq4_aq4.h5');
  const { code, err } = await runCli(['quantize', '-m', model, '-iq', '8']);
  expect(code).toBe(2);
  expect(err).toContain('error[cli/would-overwrite-input]');
});

test('single layers can have other bits, repeated or in one list', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_float.h5', 'm.h5');
  const argv = ['quantize', '-m', model, '-iq', '8', '-o', at.path('out.h5')];
  const { code } = await runCli([...argv, '--layer', 'conv_1=2', 'relu_0=2', '--layer', 'sep_2=8']);
  expect(code).toBe(0);
  const bits = await bitsAt(at.path('out.h5'));
  expect(bits).toContainEqual(['conv_1', 2]);
  expect(bits).toContainEqual(['relu_0', 2]);
  expect(bits).toContainEqual(['sep_2', 8]);
  expect(bits).toContainEqual(['classifier', 4]);
});

test('BatchNormalization can stay, and 0 bits leave a layer in float', async () => {
  const at = workplace();
  const model = at.copy('mnist/mnist_float.h5', 'm.h5');
  const argv = ['quantize', '-m', model, '--no-fold-BN', '-aq', '0', '-o', at.path('out.h5')];
  const { code } = await runCli([...argv, '--quantizer', 'MaxQuantizer']);
  expect(code).toBe(0);
  const { layers } = await graphAt(at.path('out.h5'));
  const classes = layers.map(({ className }) => className);
  expect(classes).toContain('BatchNormalization');
  expect(classes).toContain('ReLU');
  expect(exact(layers.find(({ name }) => name === 'conv_0')?.config)).toMatchObject({
    quantizer: { className: 'MaxQuantizer', bits: 4 },
  });
});

describe('refuses', () => {
  test.each([
    ['an unknown layer', ['--layer', 'nope=4'], 2, 'error[graph/unknown-layer-name]'],
    ['bits that are none', ['-wq', 'four'], 2, 'expected a number of bits'],
    ['a layer without bits', ['--layer', 'conv_0'], 2, 'expected NAME=BITS'],
    ['a layer given twice', ['--layer', 'conv_0=4', 'conv_0=2'], 2, 'is given twice'],
    ['an unknown quantizer', ['--quantizer', 'Best'], 2, 'invalid choice'],
  ])('%s', async (_, options, expectedCode, text) => {
    const at = workplace();
    const model = at.copy('mnist/mnist_float.h5', 'm.h5');
    const { code, out, err } = await runCli(['quantize', '-m', model, ...options]);
    expect({ code, out }).toEqual({ code: expectedCode, out: '' });
    expect(err).toContain(text);
    expect(at.files()).toEqual(['m.h5']);
  });
});
