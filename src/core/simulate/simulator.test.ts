import { expect, test } from 'vitest';
import { readFbz } from '../fbz/readFbz.ts';
import { readNpy } from '../data/readNpy.ts';
import { goldenFile } from '../testing/golden.ts';
import { firstImages, mnistTestImages } from '../testing/mnistTestSet.ts';
import { createSimulator } from './simulator.ts';

const path = 'mnist/mnist_qat_iq8_wq2_aq2.fbz';
const simulator = await createSimulator(readFbz(goldenFile(path), path));
const images = mnistTestImages();

test('keeps the layers asked for', async () => {
  const two = firstImages(images, 2);
  const kept = async (layers?: 'all' | 'last' | readonly string[]) => {
    const result = await simulator.run(two, layers === undefined ? {} : { layers });
    return result.layers.filter((layer) => layer.output !== undefined).map((layer) => layer.name);
  };
  const { layers } = await simulator.run(two);
  const names = layers.map((layer) => layer.name);
  expect(await kept()).toEqual(names.slice(-1));
  expect(await kept('all')).toEqual(names);
  expect(await kept(names.slice(1, 2))).toEqual(names.slice(1, 2));
  expect(await kept([])).toEqual([]);
});

test('refuses a layer that it does not have', async () => {
  const run = simulator.run(firstImages(images, 1), { layers: ['nope'] });
  await expect(run).rejects.toMatchObject({ diagnostics: [{ code: 'simulate/unknown-layer' }] });
});

test('many images give what each image gives alone', async () => {
  const { forward, layers } = await simulator.run(firstImages(images, 3));
  const events = layers.map(() => 0);
  for (let image = 0; image < 3; image++) {
    const data = images.data.slice(image * 784, (image + 1) * 784);
    const single = await simulator.run({ data, shape: [1, 28, 28, 1] });
    expect(single.forward.data).toEqual(forward.data.slice(image * 10, (image + 1) * 10));
    single.layers.forEach((layer, i) => (events[i] = (events[i] ?? 0) + layer.events));
  }
  expect(layers.map((layer) => layer.events)).toEqual(events);
});

test('events and operations lie between nothing and the dense count', async () => {
  const { layers } = await simulator.run(firstImages(images, 5));
  for (const { events, operations, denseOperations, sparsity } of layers) {
    expect(events).toBeGreaterThan(0);
    expect(operations).toBeGreaterThan(0);
    expect(operations).toBeLessThan(denseOperations);
    expect(sparsity).toBeGreaterThanOrEqual(0);
    expect(sparsity).toBeLessThan(1);
  }
});

test('reports progress to the end', async () => {
  const seen: number[] = [];
  await simulator.run(images, {
    onProgress: (done, total) => {
      expect(total).toBe(10000);
      seen.push(done);
    },
  });
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(10000);
});

test('stops when cancelled, and runs again afterwards', async () => {
  const controller = new AbortController();
  let last = 0;
  const run = simulator.run(images, {
    signal: controller.signal,
    onProgress: (done) => {
      last = done;
      controller.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(last).toBeLessThan(10000);
  const signal = AbortSignal.abort();
  await expect(simulator.run(images, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  expect((await simulator.run(firstImages(images, 1))).forward.shape).toEqual([1, 1, 1, 10]);
});

test('two runs at a time do not disturb each other', async () => {
  const all = await simulator.run(images);
  const [a, b] = await Promise.all([simulator.run(images), simulator.run(firstImages(images, 9))]);
  expect(a.forward.data).toEqual(all.forward.data);
  expect(b.forward.data).toEqual(all.forward.data.slice(0, 90));
});

test('a vector model takes (N, C)', async () => {
  const folder = 'named/mlp_sparse_input';
  const mlp = await createSimulator(readFbz(goldenFile(`${folder}/model.fbz`), 'model.fbz'));
  const inputs = readNpy(goldenFile(`${folder}/inputs.npy`), 'inputs.npy');
  const vectors = { data: inputs.data, shape: [inputs.shape[0] ?? 0, inputs.shape.at(-1) ?? 0] };
  expect((await mlp.run(vectors)).forward).toEqual((await mlp.run(inputs)).forward);
});
