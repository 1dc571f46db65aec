import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { readNpz } from '../core/data/readNpy.ts';
import { writeNpz } from '../core/data/writeNpy.ts';
import { topClasses } from '../core/forward/classes.ts';
import { runGraph } from '../core/forward/runner.ts';
import { writeKerasH5 } from '../core/keras/writeKerasH5.ts';
import { buildChain, type LayerSpec } from '../core/testing/buildChain.ts';
import { fieldFile } from '../core/testing/doors.ts';
import { seededRandom } from '../core/testing/random.ts';
import type { NumericArray, Tensor } from '../core/tensor/tensor.ts';
import { runCli, workplace, type Workplace } from './testing/runCli.ts';

const ARRAYS = readNpz(fieldFile('k18_4_per_class.npz'), 'k18');
const PIXELS = ARRAYS.get('x') ?? { data: new Uint8Array(), shape: [] };
const LABELS = ARRAYS.get('y') ?? { data: new Int32Array(), shape: [] };

let at: Workplace;

/** The 12 images of the field, each pixel scaled, in a file of that name. */
function scaled(name: string, scale: (pixel: number) => number): string {
  const data: NumericArray = Float32Array.from(PIXELS.data, scale);
  writeFileSync(
    at.path(name),
    writeNpz(
      new Map([
        ['x', { data, shape: PIXELS.shape }],
        ['y', LABELS],
      ]),
    ),
  );
  return at.path(name);
}

/** The converted network of the field's model, and a file of its pixels. */
beforeEach(async () => {
  at = workplace();
  writeFileSync(at.path('m.h5'), fieldFile('k18_model.h5'));
  writeFileSync(at.path('pixels.npz'), fieldFile('k18_4_per_class.npz'));
  writeFileSync(at.path('floats.npy'), fieldFile('k19_floats01.npy'));
  const bits = ['-wq', '4', '-aq', '4', '-iq', '8'];
  await runCli(['quantize', '-m', at.path('m.h5'), ...bits, '-o', at.path('q.h5')]);
  await runCli(['convert', '-m', at.path('q.h5'), '-o', at.path('q.fbz')]);
});

const evaluated = (model: string, images: string, ...more: readonly string[]) =>
  runCli(['evaluate', '-m', at.path(model), '-i', images, ...more]);

describe('a converted network', () => {
  test('is not run on floats before their range is named', async () => {
    for (const [command, ...more] of [['run'], ['compare', '-f', at.path('q.fbz')]] as const) {
      const model = at.path(command === 'run' ? 'q.fbz' : 'q.h5');
      const argv = [command, '-m', model, ...more, '-i', at.path('floats.npy')];
      const { code, err } = await runCli(argv);
      expect(code).not.toBe(0);
      expect(err).toContain('error[data/not-pixels]');
      expect(err).toContain('values from 0.0002485 to 0.9991');
      expect(err).toContain('--input-range 0 1');
      expect(err).not.toContain('astype');
      const { code: ran, out } = await runCli([...argv, '--input-range', '0', '1']);
      // It was converted for pixels, the range scales them for the Keras model alone: the two then differ, and compare says so.
      const differ = /^Same class for [0-2] of 3 inputs/m.test(out);
      expect(ran).toBe(command === 'compare' && differ ? 1 : 0);
      expect(differ).toBe(command === 'compare');
    }
  });

  test.each<[string, (pixel: number) => number, readonly string[]]>([
    ['0 to 1', (p) => p / 255, ['--input-range', '0', '1']],
    ['-1 to 1', (p) => p / 127.5 - 1, ['--input-range', '-1', '1']],
    ['standardized, by its scaling', (p) => (p - 77.25) / 43.5, ['-sc', '43.5', '-sh', '77.25']],
  ])('gets from values of %s the pixels that they were', async (_, scale, more) => {
    const expected = await evaluated('q.fbz', at.path('pixels.npz'));
    expect(await evaluated('q.fbz', scaled('x.npz', scale), ...more)).toEqual(expected);
  });

  test('features of no usual range are told what to do with', async () => {
    const { err } = await evaluated(
      'q.fbz',
      scaled('x.npz', (p) => (p - 77.25) / 43.5),
    );
    expect(err).toMatch(/laid on 0 to 255 with --input-range -1\.78 4\.09; .* -sc [\d.]+ -sh /);
  });

  test('a range must be one', async () => {
    const { code, err } = await evaluated(
      'q.fbz',
      at.path('pixels.npz'),
      '--input-range',
      '1',
      '0',
    );
    expect([code, err.includes('error[cli/usage]')]).toEqual([2, true]);
  });
});

describe('a Keras model', () => {
  test('gets floats as they are, as Keras does, and it is told', async () => {
    const images = scaled('x.npz', (p) => p / 255);
    const { code, out, err } = await evaluated('m.h5', images);
    expect(code).toBe(0);
    expect(err).toBe(
      'The inputs are no pixels: the model gets them as they are, values from 0 to 1.\n',
    );
    // The same as the pixels that the chip takes, scaled.
    expect((await evaluated('m.h5', at.path('pixels.npz'), '-sc', '255')).out).toBe(out);
    expect((await evaluated('m.h5', images, '--input-range', '0', '1')).out).toBe(out);
  });

  test.each<[string, readonly number[], readonly LayerSpec[]]>([
    ['a table of features', [5], []],
    ['spectrograms without channels', [4, 5, 1], [['Flatten', { name: 'f' }]]],
  ])('of %s gets them as they are', async (_, shape, body) => {
    const graph = buildChain(shape, [...body, ['Dense', { name: 'd', units: 3 }]]);
    const random = seededRandom(4);
    const size = shape.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length: 20 * size }, () => 8 * random() - 3);
    const { outputs } = await runGraph(graph, { data, shape: [20, ...shape] });
    const [output] = outputs;
    const classes = output && topClasses(output);
    if (!classes) throw new Error('one vector of outputs');
    // Every other label is right.
    const labels = classes.map((label, i) => (i % 2 === 0 ? label : (label + 1) % 3));
    const fileShape = shape.length === 3 ? shape.slice(0, 2) : shape;
    const arrays: [string, Tensor<NumericArray>][] = [
      ['features', { data, shape: [20, ...fileShape] }],
      ['labels', { data: labels, shape: [20] }],
    ];
    writeFileSync(at.path('features.npz'), writeNpz(new Map(arrays)));
    writeFileSync(at.path('f.h5'), await writeKerasH5(graph));
    const { out, err } = await evaluated('f.h5', at.path('features.npz'));
    expect(out).toBe('accuracy 50.00 %  (10 of 20)\n');
    expect(err).toMatch(/as they are, values from -2\.\d+ to [45]/);
  });

  test('that scales pixels itself is not given scaled ones', async () => {
    writeFileSync(at.path('r.h5'), fieldFile('k17_sibling_logit.h5'));
    const { code, err } = await evaluated(
      'r.h5',
      scaled('x.npz', (p) => p / 127.5 - 1),
    );
    expect(code).not.toBe(0);
    expect(err).toContain('error[data/not-pixels]');
  });

  test('is trained on pixels, with the scaling that the range says', async () => {
    const images = scaled('x.npz', (p) => p / 255);
    const argv = ['finetune', '-m', at.path('q.h5'), '-i', images, '-e', '1'];
    expect((await runCli(argv)).err).toContain('error[data/not-pixels]');
    const { code, err } = await runCli([...argv, '--input-range', '0', '1']);
    expect(code).toBe(0);
    expect(err).toContain('convert it with -sc 255 -sh 0.');
  });

  test('that scales pixels itself is trained on those of a range', async () => {
    writeFileSync(at.path('r.h5'), fieldFile('k17_sibling_logit.h5'));
    writeFileSync(at.path('pixels.npz'), fieldFile('k17_binary.npz'));
    const argv = (images: string, out: string) => [
      ...['finetune', '-m', at.path('r.h5'), '-i', images, '-wq', '4', '-aq', '4', '-e', '1'],
      ...['-o', at.path(out)],
    ];
    const asked = ['--input-range', '0', '1'];
    const arrays = readNpz(fieldFile('k17_binary.npz'), 'k17');
    const [x, y] = [arrays.get('x'), arrays.get('y')];
    if (!x || !y) throw new Error('images and labels');
    const floats = { data: Float32Array.from(x.data, (p) => p / 255), shape: x.shape };
    const pairs: [string, Tensor<NumericArray>][] = [
      ['x', floats],
      ['y', y],
    ];
    writeFileSync(at.path('floats.npz'), writeNpz(new Map(pairs)));
    const ofPixels = await runCli(argv(at.path('pixels.npz'), 'a.h5'));
    const ofFloats = await runCli([...argv(at.path('floats.npz'), 'b.h5'), ...asked]);
    expect([ofPixels.code, ofFloats.code]).toEqual([0, 0]);
    expect(ofFloats.out.replace('b.h5', 'a.h5')).toBe(ofPixels.out);
  });

  test('is calibrated with pixels of a range as with the values', async () => {
    const argv = ['calibrate', 'bc', '-m', at.path('q.h5'), '-sa'];
    const exact = scaled('x.npz', (p) => p / 255);
    const asTheyAre = await runCli([...argv, exact]);
    const named = await runCli([...argv, exact, '--input-range', '0', '1']);
    expect(named.out).toBe(asTheyAre.out);
    expect(named.code).toBe(0);
  });
});
