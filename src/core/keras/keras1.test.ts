import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { runGraph } from '../forward/runner.ts';
import type { Json } from '../ir/json.ts';
import { sizeOf, tensor } from '../tensor/tensor.ts';
import { damagedJson, outcomeOf } from '../testing/damage.ts';
import { damagedOutcomes, fieldFile, filesUnder, graphOf } from '../testing/doors.ts';
import { seededRandom } from '../testing/random.ts';
import { onHdf5 } from './readKerasH5.ts';
import { fromKeras1, variableOfKeras1 } from './keras1.ts';
import { isKeras1 } from './keras1Version.ts';
import { parseModelConfig } from './modelConfig.ts';
import { readModel } from './readModel.ts';
import { writeKerasH5 } from './writeKerasH5.ts';

const folder = new URL('fixtures/keras1/', import.meta.url);
const files = filesUnder(folder.pathname).filter(({ name }) => name.endsWith('.h5'));

interface Expected {
  readonly weights: Readonly<Record<string, number[][]>>;
  readonly shapes: Readonly<Record<string, number[][]>>;
  readonly output: readonly number[];
}
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<
  string,
  Expected
>;

/** Sums of float32 in another order. */
const TOLERANCE = 1e-5;

describe('files of Keras 1.2.2 are what Keras makes of them', () => {
  it.each(files)('$name: weights, to the last bit', async (file) => {
    const graph = await graphOf(file);
    const weights = graph.layers.filter((node) => Object.keys(node.weights).length > 0);
    const found = weights.map(({ name, weights: own }) => [
      name,
      Object.values(own).map(({ data }) => [...data]),
    ]);
    expect(Object.fromEntries(found)).toEqual(expected[file.name]?.weights);
    const shapes = weights.map(({ name, weights: own }) => [
      name,
      Object.values(own).map(({ shape }) => shape),
    ]);
    expect(Object.fromEntries(shapes)).toEqual(expected[file.name]?.shapes);
  });

  it.each(files.filter(({ name }) => name !== 'th.h5'))('$name: outputs', async (file) => {
    const graph = await graphOf(file);
    const again = await graphOf({ name: 'again.h5', bytes: await writeKerasH5(graph) });
    for (const model of [graph, again]) {
      const [input] = model.layers;
      const shape = [1, ...((input?.serialized['batch_input_shape'] ?? []) as number[]).slice(1)];
      const size = sizeOf(shape);
      const values = Float32Array.from({ length: size }, (_, i) => i / size);
      const { outputs } = await runGraph(model, tensor(values, shape));
      const largest = Math.max(...(expected[file.name]?.output ?? []).map(Math.abs));
      expected[file.name]?.output.forEach((value, i) => {
        expect(Math.abs((outputs[0]?.data[i] ?? NaN) - value)).toBeLessThan(TOLERANCE * largest);
      });
      expect(outputs[0]?.data).toHaveLength(expected[file.name]?.output.length ?? 0);
    }
  });

  it('the field file opens', async () => {
    const model = await readModel([{ name: 'k08.h5', bytes: fieldFile('k08_keras1.h5') }]);
    if (model.kind !== 'keras') throw new Error('no Keras model');
    expect([model.format, model.version]).toEqual(['keras2-h5', '1.2.2']);
    expect(model.graph.layers.map(({ className }) => className)).toEqual([
      ...['InputLayer', 'Conv2D', 'Activation', 'Flatten', 'Dense'],
    ]);
  });
});

describe('translation', () => {
  it('a file is of Keras 1 by its version, or by its words', () => {
    expect(isKeras1('1.0.8', '{}')).toBe(true);
    expect(isKeras1('2.0.0', '{"nb_filter": 3}')).toBe(false);
    expect(isKeras1(undefined, '{"output_dim": 3}')).toBe(true);
    expect(isKeras1(undefined, '{"units": 3}')).toBe(false);
  });

  it.each([
    ['convolution2d_1_W:0', 'convolution2d_1/kernel'],
    ['a_b_b', 'a_b/bias'],
    ['norm_running_std:0', 'norm/moving_variance'],
    ['anything', 'anything'],
  ])('%s is %s', (name, now) => {
    expect(variableOfKeras1(name)).toBe(now);
  });

  function layer(className: string, config: Json): Json {
    const [only] = (
      fromKeras1(
        { class_name: 'Sequential', config: [{ class_name: className, config }] },
        [],
        'a.h5',
      ) as { config: Json[] }
    ).config;
    return only ?? null;
  }

  it('padding by four sides, by number or name', () => {
    const sides = {
      config: {
        padding: [
          [1, 2],
          [3, 4],
        ],
      },
    };
    expect(layer('ZeroPadding2D', { padding: [1, 2, 3, 4] })).toMatchObject(sides);
    const named = { top_pad: 1, bottom_pad: 2, left_pad: 3, right_pad: 4 };
    expect(layer('ZeroPadding2D', { padding: named })).toMatchObject(sides);
  });

  it('a Merge that Keras 2 has no layer for stays, and is told as unsupported', () => {
    const dot = { mode: 'dot', name: 'm' };
    expect(layer('Merge', dot)).toEqual({ class_name: 'Merge', config: dot });
  });

  it('modes of BatchNormalization that ended are refused', () => {
    const norm = { name: 'n', mode: 2 };
    expect(outcomeOf(() => layer('BatchNormalization', norm))).toEqual(['keras/bad-parameter']);
  });
});

it('500 damaged files end with a model or a StudioError', async () => {
  // Two thirds in the configuration, which the translation reads before anything has checked it.
  for (const { name, bytes } of files) {
    const text = await onHdf5(bytes, name, (h5) => h5.strings('/', 'model_config')?.[0] ?? '');
    const config = JSON.parse(text) as Json;
    for (let seed = 0; seed < 80; seed++) {
      const json = damagedJson(config, seededRandom(seed));
      const outcome = outcomeOf(() => parseModelConfig(fromKeras1(json, [], name), name));
      expect(outcome === 'read' || outcome.every((code) => code.startsWith('keras/'))).toBe(true);
    }
  }
  const seen = await damagedOutcomes(180, ({ random, pick, bytes, structure }) => {
    const file = pick(files);
    return [{ ...file, bytes: random() < 0.5 ? bytes(file.bytes) : structure(file.bytes) }];
  });
  expect(seen.has('read')).toBe(true);
});
