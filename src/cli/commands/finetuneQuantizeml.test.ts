import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeNpz } from '../../core/data/writeNpy.ts';
import { modernFile } from '../../core/testing/modernFiles.ts';
import { mnistTestImages, mnistTestLabels } from '../../core/testing/mnistTestSet.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const PIXELS = 28 * 28;

/** MNIST images `from` to `to`. The fixture was calibrated with the first 1,000, without their labels. */
function images(path: string, from: number, to: number): string {
  const x = new Uint8Array(mnistTestImages().data.slice(from * PIXELS, to * PIXELS));
  const y = new Uint8Array(mnistTestLabels().data.slice(from, to));
  const arrays = new Map([
    ['x', { data: x, shape: [to - from, 28, 28, 1] }],
    ['y', { data: y, shape: [to - from] }],
  ]);
  writeFileSync(path, writeNpz(arrays));
  return path;
}

interface Scored {
  readonly accuracy: number;
}

/** A model of QuantizeML at 8/2/2 bits, in a folder with images to train on and images that judge. */
function mnist() {
  const at = workplace();
  const model = at.path('digits.h5');
  writeFileSync(model, modernFile('given/mnist_8_2_2.h5'));
  return {
    at,
    model,
    train: images(at.path('train.npz'), 1000, 3000),
    test: images(at.path('test.npz'), 8000, 9000),
  };
}

test('a model of QuantizeML: fine-tuned, it opens, converts, and scores as training said', async () => {
  const { at, model, train, test } = mnist();
  const scored = async (name: string): Promise<number> => {
    const { out, code } = await runCli(['evaluate', '-m', name, '-i', test, '--json']);
    expect(code).toBe(0);
    return (JSON.parse(out) as Scored).accuracy;
  };
  const before = await runCli(['convert', '-m', model, '-o', at.path('before.fbz')]);
  expect(before.code).toBe(0);
  const start = await scored(at.path('before.fbz'));

  const words = ['-i', train, '-t', test, '-e', '3', '-lr', '2e-3', '-bs', '64', '--json'];
  const trained = await runCli(['finetune', '-m', model, ...words]);
  expect(trained.code).toBe(0);
  const { output, test: told } = JSON.parse(trained.out) as { output: string; test: Scored };
  expect(output).toBe(at.path('digits_finetuned.h5'));

  const converted = await runCli(['convert', '-m', output, '-o', at.path('after.fbz')]);
  expect(converted.code).toBe(0);
  const end = await scored(at.path('after.fbz'));
  // What training evaluated is the network, image by image.
  expect(end).toBe(told.accuracy);
  expect(start).toBeLessThan(0.6);
  expect(end).toBeGreaterThan(0.9);
}, 120_000);

test.each([
  [['--mode', 'toolkit'], 'qat/quantizeml-model'],
  [['-wq', '4', '-aq', '4'], 'quantize/quantizeml-model'],
])('refuses %j of such a model by name, before any training', async (words, code) => {
  const { at, model, train } = mnist();
  const result = await runCli(['finetune', '-m', model, '-i', train, ...words]);
  expect(result.code).toBe(1);
  expect(result.err).toContain(code);
  expect(() => readFileSync(at.path('digits_finetuned.h5'))).toThrow('ENOENT');
});

test.each([
  ['quantize', '-m', 'MODEL', '-wq', '4', '-aq', '4'],
  ['calibrate', 'bc', '-m', 'MODEL', '-sa', 'TRAIN'],
  ['calibrate', 'levels', '-m', 'MODEL', '-sa', 'TRAIN'],
])('%s %s ... says what QuantizeML fixed', async (...words) => {
  const { model, train } = mnist();
  const paths: Readonly<Record<string, string>> = { MODEL: model, TRAIN: train };
  const { code, err } = await runCli(words.map((word) => paths[word] ?? word));
  expect(code).toBe(1);
  expect(err).toMatch(/^error\[\w+\/quantizeml-model\]/m);
});
