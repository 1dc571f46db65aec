import { expect, it } from 'vitest';
import { splitImages } from '../../core/data/splitImages.ts';
import { initialPlan, type Plan } from '../../project/plan.ts';
import { unseenImages } from './imageSets.ts';
import type { SimulationSet } from './simulationStore.ts';

const count = 40;
const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
const set: SimulationSet = {
  name: 'a.npz',
  images: { data: Uint8Array.from({ length: count }, (_, i) => i), shape: [count, 1, 1, 1] },
  labels,
  classNames: null,
};
const division = { validation: 0.1, test: 0.2, seed: 1 };
const trainedOn = (name: string, divided: typeof division | null): Pick<Plan, 'edits'> => ({
  edits: [{ kind: 'trained', id: 'a', data: { name, count, division: divided } }],
});

it('leaves out what the model was trained and validated on', async () => {
  const unseen = await unseenImages(set, trainedOn('a.npz', division));
  expect(unseen.name).toBe('a.npz (test images not trained on)');
  expect([...unseen.images.data]).toEqual([...splitImages(labels, division).test]);
  expect(unseen.images.shape).toEqual([8, 1, 1, 1]);
  expect([...(unseen.labels ?? [])]).toEqual([...unseen.images.data].map((pixel) => pixel % 2));
});

it('says what is left where nothing was set aside to test', async () => {
  const untested = { ...division, test: 0 };
  const validated = await unseenImages(set, trainedOn('a.npz', untested));
  expect(validated.name).toBe('a.npz (validation images)');
  const trained = unseenImages(set, trainedOn('a.npz', { ...untested, validation: 0 }));
  await expect(trained).rejects.toMatchObject({
    diagnostics: [{ code: 'studio/no-unseen-images' }],
  });
});

it('takes all images of a set that the model was not trained on', async () => {
  for (const plan of [initialPlan, trainedOn('b.npz', division), trainedOn('a.npz', null)]) {
    expect(await unseenImages(set, plan)).toBe(set);
  }
});
