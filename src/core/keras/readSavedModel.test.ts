import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { damagedOutcomes, fieldFolder, filesUnder, graphOf, refusal } from '../testing/doors.ts';
import type { ModelFile } from './modelFile.ts';
import { readModel } from './readModel.ts';

const all = filesUnder(new URL('fixtures/savedModel/', import.meta.url).pathname);

function under(folder: string): readonly ModelFile[] {
  return all.filter(({ name }) => name.startsWith(`${folder}/`));
}

const field = fieldFolder('k06_savedmodel_folder');

describe('SavedModel folders of Keras 2', () => {
  it('the field folder opens', async () => {
    const model = await readModel(field);
    if (model.kind !== 'keras') throw new Error('no Keras model');
    expect([model.format, model.version]).toEqual(['saved-model', '2.10.0']);
    const sizes = model.graph.layers.flatMap((node) =>
      Object.entries(node.weights).map(([name, { data }]) => `${node.name}/${name} ${data.length}`),
    );
    expect(sizes).toEqual([
      ...['c1/kernel 216', 'c1/bias 8', 'b1/gamma 8', 'b1/beta 8', 'b1/moving_mean 8'],
      ...['b1/moving_variance 8', 'c2/kernel 576', 'c2/bias 8', 'd/kernel 8192', 'd/bias 4'],
    ]);
  });

  it.each(['nested', 'branches'])('%s is its .h5 twin, layer by layer', async (name) => {
    const h5 = all.filter((file) => file.name === `${name}.h5`);
    const [graph, twin] = await Promise.all([graphOf(...under(name)), graphOf(...h5)]);
    expect(graph.layers.map((node) => [node.name, node.config, node.calls, node.scope])).toEqual(
      twin.layers.map((node) => [node.name, node.config, node.calls, node.scope]),
    );
    expect(graph.layers.map(({ weights }) => weights)).toEqual(
      twin.layers.map(({ weights }) => weights),
    );
  });

  it('zipped, in a folder or not', async () => {
    const entries = Object.fromEntries(field.map(({ name, bytes }) => [`my/${name}`, bytes]));
    const graph = await graphOf({ name: 'a.zip', bytes: zipSync(entries, { level: 0 }) });
    expect(graph).toEqual(await graphOf(...field));
  });

  it('a part that is missing is named', async () => {
    for (const part of ['variables.index', 'variables.data-00000-of-00001']) {
      const files = field.filter(({ name }) => !name.endsWith(part));
      expect(await refusal(...files)).toBe('keras/missing-part');
    }
  });
});

it('500 damaged folders end with a model or a StudioError', async () => {
  const folders = [under('nested'), under('branches')];
  const seen = await damagedOutcomes(500, ({ pick, bytes, structure, random }) => {
    const files = pick(folders);
    const victim = pick(files);
    const how = random() < 0.5 ? bytes : structure;
    return files.map((file) => (file === victim ? { ...file, bytes: how(file.bytes) } : file));
  });
  expect([...seen]).toEqual(expect.arrayContaining(['read', 'keras/damaged-saved-model']));
});
