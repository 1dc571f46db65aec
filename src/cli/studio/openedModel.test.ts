import { expect, test } from 'vitest';
import { workplace } from '../testing/runCli.ts';
import { readModel } from '../../core/keras/readModel.ts';
import { openedModel } from './openedModel.ts';

test.each([
  ['model.h5', '?model=opened/model.h5'],
  ['Größe 2 & more+.h5', '?model=opened/Gr%C3%B6%C3%9Fe%202%20%26%20more%2B.h5'],
])('%s has an address', async (name, address) => {
  const at = workplace();
  const model = await openedModel(at.copy('mnist/mnist_float.h5', name));
  expect(model.address).toBe(address);
  expect(new URLSearchParams(address).get('model')).toBe(`opened/${name}`);
  expect(model.find(name)).toBe(at.path(name));
  for (const other of ['', '.', '..', `./${name}`, `../${name}`, at.path(name)]) {
    expect(model.find(other)).toBeUndefined();
  }
});

test('a folder that is a model goes to the page as one archive', async () => {
  const { address, find } = await openedModel('src/fixtures/field/k06_savedmodel_folder/');
  expect(address).toBe('?model=opened/k06_savedmodel_folder.zip');
  expect(find('keras_metadata.pb')).toBeUndefined();
  const bytes = find('k06_savedmodel_folder.zip');
  if (!(bytes instanceof Uint8Array)) throw new Error('no archive');
  const model = await readModel([{ name: 'k06_savedmodel_folder.zip', bytes }]);
  expect(model).toMatchObject({ kind: 'keras', format: 'saved-model' });
});
