import { expect, it } from 'vitest';
import { fieldFile, fieldFolder } from '../core/testing/doors.ts';
import { goldenFile } from '../core/testing/golden.ts';
import { readDocument } from './document.ts';

it('says in words what kind of file a model came in', async () => {
  const bytes = goldenFile('mnist/mnist_float.h5');
  const { summary } = await readDocument([{ name: 'm.h5', bytes }]);
  expect(summary).toMatchObject({ name: 'm.h5', format: 'Keras 2 (.h5)', bytes: bytes.length });
  const old = await readDocument([{ name: 'k.h5', bytes: fieldFile('k08_keras1.h5') }]);
  expect(old.summary.format).toBe('Keras 1 (.h5)');
});

it.each([
  [
    [
      'm/keras_metadata.pb',
      'm/variables/variables.index',
      'm/variables/variables.data-00000-of-00001',
    ],
    'm',
  ],
  [
    ['keras_metadata.pb', 'variables/variables.index', 'variables/variables.data-00000-of-00001'],
    'saved_model',
  ],
])('a SavedModel is called as its folder: %s', async (names, expected) => {
  const files = fieldFolder('k06_savedmodel_folder').filter(
    ({ name }) => name !== 'saved_model.pb',
  );
  const named = files.map(({ name, bytes }) => ({
    name: names.find((path) => path.endsWith(name)) ?? '',
    bytes,
  }));
  expect((await readDocument(named)).summary.name).toBe(expected);
});

it('files of a folder lose its name', async () => {
  const bytes = goldenFile('mnist/mnist_float.h5');
  expect((await readDocument([{ name: 'folder/m.h5', bytes }])).summary.name).toBe('m.h5');
});
