import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNpy, readNpz } from '../../core/data/readNpy.ts';
import { writeNpz } from '../../core/data/writeNpy.ts';
import { applyFix } from '../../core/fixes/index.ts';
import { readModel } from '../../core/keras/readModel.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { fieldFile } from '../../core/testing/doors.ts';
import { goldenFile } from '../../core/testing/golden.ts';
import { seededRandom } from '../../core/testing/random.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const COUNT = 60;

/** Seeded images of the size that the golden case takes, with labels for its outputs. */
function dataAt(path: string, classes = 2, seed = 1): void {
  const [, ...shape] = readNpy(goldenFile('fuzz/fuzz_21_00/inputs.npy'), 'inputs.npy').shape;
  const size = shape.reduce((product, dim) => product * dim, 1);
  const random = seededRandom(seed);
  const images = Uint8Array.from({ length: COUNT * size }, () => Math.floor(random() * 256));
  const labels = Int32Array.from({ length: COUNT }, (_, i) => i % classes);
  const arrays = new Map([
    ['x_train', { data: images, shape: [COUNT, ...shape] }],
    ['y_train', { data: labels, shape: [COUNT] }],
  ]);
  writeFileSync(path, writeNpz(arrays));
}

test('quantizes a float model, trains it and writes one that converts', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/float.h5', 'm.h5');
  const before = readFileSync(model);
  dataAt(at.path('data.npz'));
  const argv = [
    'finetune',
    '-m',
    model,
    '-i',
    at.path('data.npz'),
    '-iq',
    '8',
    '-wq',
    '4',
    '-aq',
    '4',
  ];
  const { code, out, err } = await runCli([
    ...argv,
    '-e',
    '1',
    '-bs',
    '16',
    '--distill',
    '0.5',
    '--flip',
  ]);
  expect(code).toBe(0);
  expect(err).toMatch(/^Training on wasm: 54 images to train, 6 to validate\n/);
  expect(err).toMatch(
    /8\/4\/4, epoch 1 of 1: loss [\d.]+, accuracy on images trained on [\d.]+ %, on 6 validation images [\d.]+ %/,
  );
  expect(out).toContain('accuracy on 6 validation images before, %');
  expect(out).not.toContain('test images');
  expect(out).toContain(`Fine-tuned to ${at.path('m_iq8_wq4_aq4_finetuned.h5')}\n`);
  expect(readFileSync(model).equals(before)).toBe(true);
  const converted = await runCli(['convert', '-m', at.path('m_iq8_wq4_aq4_finetuned.h5')]);
  expect(converted.code).toBe(0);
});

describe('--sparsity', () => {
  const argvOf = (at: ReturnType<typeof workplace>, ...more: readonly string[]) => {
    const model = at.copy('fuzz/fuzz_21_00/float.h5', 'm.h5');
    dataAt(at.path('data.npz'));
    const data = ['-i', at.path('data.npz'), '-iq', '8', '-wq', '4', '-e', '3', '-bs', '18'];
    return ['finetune', '-m', model, ...data, ...more];
  };

  test.each(['chip', 'toolkit'])('tells accuracy and events before and after, %s', async (mode) => {
    const more = ['--mode', mode, '--sparsity', 'hoyer:0.1', '-lr', '2e-2'];
    const { code, out } = await runCli(argvOf(workplace(), ...more, '--json'));
    expect(code).toBe(0);
    const { steps } = JSON.parse(out) as { readonly steps: readonly Record<string, number>[] };
    const [step] = steps;
    expect(step?.['eventsAfter']).toBeLessThan(step?.['eventsBefore'] ?? 0);
    expect(step?.['millisecondsAfter']).toMatchObject({ value: expect.any(Number) as number });
  });

  test('in a table', async () => {
    const { out } = await runCli(argvOf(workplace(), '--sparsity', 'l1:1e-4'));
    expect(out).toMatch(/before, % +after +events an image before +after +ms before +after *\n/);
    expect(out).toMatch(/\nms: between [\d.]+ and [\d.]+ after\. /);
  });

  test('without it the table is as ever', async () => {
    expect((await runCli(argvOf(workplace()))).out).not.toContain('events');
  });

  test.each(['hoyer', 'l2:1e-6', 'hoyer:0'])(
    'refuses %s before anything is trained',
    async (term) => {
      const { code, err } = await runCli(argvOf(workplace(), '--sparsity', term));
      expect(code).toBe(2);
      expect(err).toMatch(/^error\[qat\/bad-setting\]/);
    },
  );
});

test('a recipe goes from step to step; the last bitwidths name the file', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/float.h5', 'm.h5');
  dataAt(at.path('data.npz'));
  const argv = [
    'finetune',
    '-m',
    model,
    '-i',
    at.path('data.npz'),
    '--recipe',
    '8/4/4 8/4/2:2@1e-4',
  ];
  const { code, out, err } = await runCli([
    ...argv,
    '-e',
    '1',
    '--optimizer',
    'sgd',
    '--mode',
    'toolkit',
  ]);
  expect(code).toBe(0);
  expect(err).toContain('step 2 of 2, 8/4/2, epoch 2 of 2');
  expect(out).toContain(at.path('m_iq8_wq4_aq2_finetuned.h5'));
});

test('a quantized model is trained as it is', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/quantized.h5', 'm.h5');
  dataAt(at.path('data.npz'));
  const argv = ['finetune', '-m', model, '-i', at.path('data.npz'), '-e', '1'];
  const { code, out } = await runCli([...argv, '-v', at.path('data.npz'), '--backend', 'cpu']);
  expect(code).toBe(0);
  expect(out).toContain(at.path('m_finetuned.h5'));
});

describe('test images', () => {
  const trained = async (more: (at: ReturnType<typeof workplace>) => readonly string[]) => {
    const at = workplace();
    const model = at.copy('fuzz/fuzz_21_00/quantized.h5', 'm.h5');
    dataAt(at.path('data.npz'));
    dataAt(at.path('others.npz'), 2, 2);
    dataAt(at.path('thirds.npz'), 2, 3);
    return runCli(['finetune', '-m', model, '-i', at.path('data.npz'), '-e', '1', ...more(at)]);
  };

  test('a file of its own judges what was trained', async () => {
    const { code, out, err } = await trained((at) => ['--test', at.path('others.npz')]);
    expect(code).toBe(0);
    expect(err).toMatch(/^Training on wasm: 54 images to train, 6 to validate, 60 to test\n/);
    expect(err).not.toContain('warning');
    expect(out).toMatch(/accuracy on 60 test images not trained on: [\d.]+ % {2}\(\d+ of 60\)/);
  });

  test('a share of the images judges', async () => {
    const { err, out } = await trained(() => ['--test-split', '0.2']);
    expect(err).toMatch(/^Training on wasm: 42 images to train, 6 to validate, 12 to test\n/);
    expect(out).toContain('accuracy on 12 test images not trained on: ');
  });

  test('a share of the images judges beside validation images of another file', async () => {
    const { err } = await trained((at) => ['-v', at.path('thirds.npz'), '--test-split', '0.2']);
    expect(err).toMatch(/^Training on wasm: 48 images to train, 60 to validate, 12 to test\n/);
  });

  test('images that are trained on too are told', async () => {
    const { err } = await trained((at) => ['--test', at.path('data.npz')]);
    expect(err).toContain('warning: 54 of 60 test images are trained on too');
  });

  test('are named once', async () => {
    const { code, err } = await trained((at) => [
      '--test',
      at.path('others.npz'),
      '--test-split',
      '0.2',
    ]);
    expect([code, err.includes('error[cli/usage]')]).toEqual([2, true]);
  });
});

test.each([
  ['a float model without bitwidths', [], 1, 'error[qat/not-quantized]'],
  ['a recipe that is none', ['--recipe', '8-4-4'], 2, 'error[qat/bad-setting]'],
  ['bitwidths twice', ['--recipe', '8/4/4', '-wq', '4'], 2, 'error[cli/usage]'],
  ['levels to fit without bitwidths', ['--fit-activations'], 2, 'error[cli/usage]'],
  ['a split that leaves nothing', ['--split', '2'], 2, 'error[qat/bad-setting]'],
  ['the model as output', ['-wq', '4', '-o', 'MODEL'], 2, 'error[cli/would-overwrite-input]'],
] as const)('%s is refused', async (_, more, expected, message) => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/float.h5', 'm.h5');
  dataAt(at.path('data.npz'));
  const argv = ['finetune', '-m', model, '-i', at.path('data.npz')];
  const { code, err } = await runCli([
    ...argv,
    ...more.map((arg) => (arg === 'MODEL' ? model : arg)),
  ]);
  expect(err).toContain(message);
  expect(code).toBe(expected);
  expect(at.files()).toEqual(['data.npz', 'm.h5']);
});

describe('few images a class', () => {
  const trained = async (images: Uint8Array, ...more: readonly string[]) => {
    const at = workplace();
    writeFileSync(at.path('m.h5'), fieldFile('k18_model.h5'));
    writeFileSync(at.path('few.npz'), images);
    const argv = [
      'finetune',
      '-m',
      at.path('m.h5'),
      '-i',
      at.path('few.npz'),
      '-wq',
      '4',
      '-e',
      '1',
    ];
    return runCli([...argv, ...more]);
  };

  test('one of each is set aside for every part', async () => {
    const { code, err, out } = await trained(
      fieldFile('k18_4_per_class.npz'),
      '--split',
      '0.01',
      '--test-split',
      '0.01',
    );
    expect(code).toBe(0);
    expect(err).toMatch(/^Training on wasm: 6 images to train, 3 to validate, 3 to test\n/);
    expect(out).toContain('accuracy on 3 test images not trained on: ');
  });

  test('where each class has one, it is said', async () => {
    const one = new Map([
      ['x', { data: new Uint8Array(3 * 144), shape: [3, 12, 12, 1] }],
      ['y', { data: Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shape: [3, 3] }],
    ]);
    const { code, err } = await trained(writeNpz(one));
    expect(code).not.toBe(0);
    expect(err).toContain('error[qat/too-few-images]');
    expect(err).toContain('1 of the class with most; expected 2 images of at least one class');
    expect(err).not.toContain('0 images');
  });
});

test('binary heads are trained, also with one-hot labels of two classes', async () => {
  const at = workplace();
  for (const name of ['k17_binary_sigmoid', 'k17_sibling_logit']) {
    writeFileSync(at.path('m.h5'), fieldFile(`${name}.h5`));
    const arrays = readNpz(fieldFile('k17_binary.npz'), 'k17');
    const [x, y] = [arrays.get('x'), arrays.get('y')];
    if (!x || !y) throw new Error('images and labels');
    const hot = Array.from(y.data, (label) => (label === 0 ? [1, 0] : [0, 1])).flat();
    const pairs: [string, Tensor<NumericArray>][] = [
      ['x', x],
      ['y', { data: Float32Array.from(hot), shape: [12, 2] }],
    ];
    writeFileSync(at.path('hot.npz'), writeNpz(new Map(pairs)));
    writeFileSync(at.path('numbers.npz'), fieldFile('k17_binary.npz'));
    for (const mode of ['chip', 'toolkit']) {
      const run = (images: string) =>
        runCli([
          ...['finetune', '-m', at.path('m.h5'), '-i', at.path(`${images}.npz`), '-wq', '4'],
          ...['-iq', '8', '-e', '1', '--mode', mode, '-o', at.path('o.h5')],
        ]);
      const hotRun = await run('hot');
      expect(hotRun.code).toBe(0);
      expect((await run('numbers')).out).toBe(hotRun.out);
    }
  }
});

test('a class that the model does not have is refused', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/quantized.h5', 'm.h5');
  dataAt(at.path('data.npz'), 30);
  const data = at.path('data.npz');
  const { code, err } = await runCli(['finetune', '-m', model, '-i', data, '-v', data]);
  expect(code).toBe(1);
  expect(err).toContain('error[qat/unlabelled-class]');
});

test('a model without branches learns from the one with branches that it was made from', async () => {
  const at = workplace();
  const name = 'resnet_mnist.h5';
  const bytes = readFileSync(new URL(`../../fixtures/residual/${name}`, import.meta.url));
  writeFileSync(at.path(name), bytes);
  const read = await readModel([{ name, bytes: new Uint8Array(bytes) }]);
  if (read.kind !== 'keras') throw new Error('not a Keras model');
  const adds = read.graph.layers.filter(({ className }) => className === 'Add');
  const chain = adds.reduce(
    (graph, { name: layer }) => applyFix(graph, { pass: 'keep-main-branch', layer }),
    read.graph,
  );
  writeFileSync(at.path('chain.h5'), await writeKerasH5(chain));
  const shape = [40, 28, 28, 1];
  const data = Uint8Array.from({ length: 40 * 784 }, (_, i) => (i * 31) % 256);
  const labels = { data: Int32Array.from({ length: 40 }, (_, i) => i % 10), shape: [40] };
  const npz = new Map<string, Tensor<NumericArray>>([
    ['x', { data, shape }],
    ['y', labels],
  ]);
  writeFileSync(at.path('data.npz'), writeNpz(npz));
  const { code, out } = await runCli([
    ...['finetune', '-m', at.path('chain.h5'), '-i', at.path('data.npz'), '--mode', 'toolkit'],
    ...['-e', '1', '--teacher', at.path(name), '-o', at.path('out.h5')],
  ]);
  expect(out).toContain(`Fine-tuned to ${at.path('out.h5')}\n`);
  // It is trained and written; in float it does not convert.
  expect(code).toBe(1);
}, 60_000);
