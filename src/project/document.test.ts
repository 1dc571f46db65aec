import { expect, it } from 'vitest';
import { fieldFile } from '../core/testing/doors.ts';
import { goldenFile } from '../core/testing/golden.ts';
import { readDocument } from './document.ts';

it('says in words what kind of file a model came in', async () => {
  const bytes = goldenFile('mnist/mnist_float.h5');
  const { summary } = await readDocument([{ name: 'm.h5', bytes }]);
  expect(summary).toMatchObject({ name: 'm.h5', format: 'Keras 2 (.h5)', bytes: bytes.length });
  const old = await readDocument([{ name: 'k.h5', bytes: fieldFile('k08_keras1.h5') }]);
  expect(old.summary.format).toBe('Keras 1 (.h5)');
});
