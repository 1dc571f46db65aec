import { expect, it } from 'vitest';
import { useOfDropped } from './DropZone.tsx';

const file = (name: string, type = '') => ({ name, type });

it.each([
  ['a model', [file('a.h5')], 'model'],
  ['a model with shards', [file('model.json', 'application/json'), file('group1.bin')], 'model'],
  ['a session', [file('a.session.zip', 'application/zip')], 'model'],
  ['a picture', [file('cat.jpg', 'image/jpeg')], 'picture'],
  ['a data set', [file('test.npz')], 'dataset'],
  ['two idx files', [file('t10k-images-idx3-ubyte.gz'), file('t10k-labels-idx1-ubyte')], 'dataset'],
  ['several pictures', [file('a.png', 'image/png'), file('b.png', 'image/png')], 'model'],
  ['nothing', [], 'model'],
] as const)('%s', (_, files, use) => {
  expect(useOfDropped(files, true)).toBe(use);
});

it('takes everything for a model while no network is open', () => {
  expect(useOfDropped([file('cat.jpg', 'image/jpeg')], false)).toBe('model');
  expect(useOfDropped([file('test.npz')], false)).toBe('model');
});
