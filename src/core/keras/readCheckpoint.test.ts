import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { damagedOutcomes, filesUnder, graphOf, refusal } from '../testing/doors.ts';
import type { ModelFile } from './modelFile.ts';
import { readModel } from './readModel.ts';

const all = filesUnder(new URL('fixtures/checkpoint/', import.meta.url).pathname);

function named(...names: readonly string[]): readonly ModelFile[] {
  return names.map((name) => {
    const found = all.find((file) => file.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  });
}

function trio(design: string, checkpoint = design): readonly ModelFile[] {
  return named(`${design}.json`, `${checkpoint}.index`, `${checkpoint}.data-00000-of-00001`);
}

describe('an architecture and a TensorFlow checkpoint', () => {
  it.each([
    ['chain', 'chain'],
    ['nested', 'nested'],
    ['branches', 'branches'],
    ['chain', 'wrapped'],
    ['chain', 'packed'],
  ])('%s with %s is its .h5 twin', async (design, checkpoint) => {
    const model = await readModel(trio(design, checkpoint));
    if (model.kind !== 'keras') throw new Error('no Keras model');
    const twin = await graphOf(...named(`${design}.h5`));
    expect(model.version).toBe('2.10.0');
    expect(model.graph.layers.map(({ name, calls, weights }) => [name, calls, weights])).toEqual(
      twin.layers.map(({ name, calls, weights }) => [name, calls, weights]),
    );
  });

  it('in any order, and zipped', async () => {
    const graph = await graphOf(...trio('chain'));
    expect(await graphOf(...[...trio('chain')].reverse())).toEqual(graph);
    const entries = Object.fromEntries(
      trio('chain').map(({ name, bytes }) => [`m/${name}`, bytes]),
    );
    const zipped = await graphOf({ name: 'a.zip', bytes: zipSync(entries, { level: 0 }) });
    expect(zipped.layers).toEqual(graph.layers);
  });

  it('refuses the checkpoint of another model, and one without its data', async () => {
    expect(await refusal(...trio('chain', 'nested'))).toBe('keras/damaged-checkpoint');
    expect(await refusal(...trio('chain', 'branches'))).toBe('keras/damaged-checkpoint');
    expect(await refusal(...named('chain.json', 'chain.index'))).toBe('keras/missing-part');
    expect(await refusal(...trio('chain'), ...named('nested.index'))).toBe('keras/not-one-model');
  });

  it.each(['chain.index', 'chain.data-00000-of-00001'])(
    '%s alone is told as it is',
    async (name) => {
      expect(await refusal(...named(name))).toBe('keras/other-format');
    },
  );
});

it('500 damaged ones end with a model or a StudioError', async () => {
  const models = [trio('chain', 'packed'), trio('nested'), trio('branches')];
  const seen = await damagedOutcomes(500, ({ pick, bytes, structure, random }) => {
    const files = pick(models);
    const victim = pick(files);
    const how = random() < 0.5 ? bytes : structure;
    return files.map((file) => (file === victim ? { ...file, bytes: how(file.bytes) } : file));
  });
  expect([...seen]).toEqual(expect.arrayContaining(['read', 'keras/damaged-checkpoint']));
});
