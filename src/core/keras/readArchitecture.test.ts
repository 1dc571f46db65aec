import { strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import type { Json } from '../ir/json.ts';
import type { LayerNode } from '../ir/graph.ts';
import { damagedOutcomes, fieldFile, graphOf, refusal, weightIn } from '../testing/doors.ts';
import { goldenFile } from '../testing/golden.ts';
import { onHdf5 } from './readKerasH5.ts';
import type { ModelFile } from './modelFile.ts';
import { readModel } from './readModel.ts';

const json = { name: 'model.json', bytes: fieldFile('k06_arch_and_weights/model.json') };
const weights = { name: 'model.h5', bytes: fieldFile('k06_arch_and_weights/model.h5') };

function withConfig(value: unknown): ModelFile {
  return { name: 'design.json', bytes: strToU8(JSON.stringify(value)) };
}

async function configOf(path: string): Promise<string> {
  const bytes = goldenFile(path);
  return onHdf5(bytes, path, (h5) => h5.strings('/', 'model_config')?.[0] ?? '');
}

describe('a design and its weights', () => {
  it('the field pair opens as one model, in any order', async () => {
    const model = await readModel([json, weights]);
    if (model.kind !== 'keras') throw new Error('no Keras model');
    expect([model.format, model.version]).toEqual(['keras2-h5', '2.10.0']);
    const sizes = model.graph.layers.flatMap((node) =>
      Object.values(node.weights).map(({ data }) => data.length),
    );
    expect(sizes).toEqual([36, 4, 4, 4, 4, 4, 144, 4, 1728, 3]);
    expect(await graphOf(weights, json)).toEqual(model.graph);
  });

  it('layers of other names take the weights in order', async () => {
    const text = new TextDecoder().decode(json.bytes);
    const renamed = text.replaceAll(/"name": "(c1|b1|c2|d)"/g, '"name": "$1_new"');
    const graph = await graphOf({ ...json, bytes: strToU8(renamed) }, weights);
    const own = (await graphOf(json, weights)).layers.map((node) => node.weights);
    expect(graph.layers.map((node) => node.weights)).toEqual(own);
    expect(graph.layers[1]?.name).toBe('c1_new');
  });

  it.each(['keras3/nested.h5', 'compat/residual.h5'])(
    'weights may be those of a whole model, here %s',
    async (path) => {
      const config = JSON.parse(await configOf(path)) as Json;
      const whole = { name: 'w.h5', bytes: goldenFile(path) };
      const graph = await graphOf(withConfig(config), whole);
      expect(graph.layers).toEqual((await graphOf(whole)).layers);
    },
  );

  it('.weights.h5 of Keras 3', async () => {
    const entries = unzipSync(goldenFile('keras3/nested.keras'));
    const design = { name: 'a.json', bytes: entries['config.json'] ?? new Uint8Array() };
    const stored = { name: 'a.weights.h5', bytes: entries['model.weights.h5'] ?? new Uint8Array() };
    const graph = await graphOf(stored, design);
    const whole = await graphOf({ name: 'a.keras', bytes: goldenFile('keras3/nested.keras') });
    expect(graph.layers).toEqual(whole.layers);
  });
});

it('weights alone say what they lack, and so does a design with something else', async () => {
  expect(await refusal(weights)).toBe('keras/weights-only');
  expect(await refusal(json, { name: 'a.bin', bytes: new Uint8Array(9) })).toBe(
    'keras/no-weights-file',
  );
});

it('names of classes beside a model are no part of it', async () => {
  const whole = { name: 'w.h5', bytes: goldenFile('keras3/nested.h5') };
  const classes = { name: 'classes.json', bytes: strToU8('{"cat": 0, "dog": 1}') };
  expect(await graphOf(classes, whole)).toEqual(await graphOf(whole));
  expect(await refusal(classes)).toBe('keras/other-format');
});

describe('a design alone', () => {
  it('has the layers and shapes of the trained model, and no weights that count', async () => {
    const design = await readModel([json]);
    if (design.kind !== 'keras') throw new Error('no Keras model');
    expect([design.format, design.version, design.graph.isDesign]).toEqual([
      'keras-json',
      '2.10.0',
      true,
    ]);
    const trained = await graphOf(json, weights);
    expect(design.graph.layers.map(shapesIn)).toEqual(trained.layers.map(shapesIn));
    expect(weightIn(design.graph, 'b1', 'moving_variance')).toEqual([1, 1, 1, 1]);
  });

  it.each(['keras3/nested.keras', 'keras3/functional.keras'])(
    'as Keras 3 writes it: %s',
    async (path) => {
      const bytes = unzipSync(goldenFile(path))['config.json'] ?? new Uint8Array();
      const design = await graphOf({ name: 'config.json', bytes });
      const trained = await graphOf({ name: 'a.keras', bytes: goldenFile(path) });
      expect(design.layers.map(shapesIn)).toEqual(trained.layers.map(shapesIn));
    },
  );

  it('of absurd size is refused before anything is allocated', async () => {
    const text = new TextDecoder().decode(json.bytes).replace(/"units": \d+/, '"units": 99999999');
    expect(await refusal({ ...json, bytes: strToU8(text) })).toBe('keras/design-too-large');
  });

  it('500 damaged ones end with a design or a StudioError', async () => {
    const config = JSON.parse(new TextDecoder().decode(json.bytes)) as Json;
    const seen = await damagedOutcomes(500, ({ random, bytes, json: damageJson }) => [
      random() < 0.7
        ? withConfig(damageJson(config))
        : { ...json, bytes: bytes(new Uint8Array(json.bytes)) },
    ]);
    expect([...seen]).toEqual(expect.arrayContaining(['read', 'keras/bad-config']));
  });
});

function shapesIn({ name, weights: own }: LayerNode): unknown {
  return [name, Object.entries(own).map(([weight, { shape }]) => [weight, shape])];
}

it('weights of another model are refused', async () => {
  const other = { name: 'w.h5', bytes: goldenFile('keras3/nested.h5') };
  expect(await refusal(json, other)).toMatch(/^keras\/(missing-weight|weight-shape)$/);
});

it('500 damaged pairs end with a model or a StudioError', async () => {
  const config = JSON.parse(new TextDecoder().decode(json.bytes)) as Json;
  const seen = await damagedOutcomes(500, ({ random, bytes, structure, json: damageJson }) => {
    if (random() < 0.6) return [withConfig(damageJson(config)), weights];
    const damage = random() < 0.5 ? bytes : structure;
    return [json, { ...weights, bytes: damage(weights.bytes) }];
  });
  expect([...seen]).toEqual(expect.arrayContaining(['read', 'keras/bad-config']));
});
