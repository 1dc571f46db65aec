import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The same training, with a charge for events and without: one epoch in small batches, a charge needs many steps to work. */
const TRAINING = {
  images: 50_000,
  tests: 10_000,
  recipe: '8/4/4:1@1e-3',
  batchSize: 32,
  augmentation: { flip: true, shift: 3, fill: 128 },
  distillation: { weight: 0.7, temperature: 3 },
};

/** What the chip is charged for: null, and the vendor's kind of term. */
export const TERMS = [null, { kind: 'hoyer', weight: 2e-4 }];

/** The least share of events that must go, and the accuracy that may be lost. */
const REQUIRED = { fewerEvents: 0.25, points: 0.005 };

/**
 * Trains the golden CIFAR-10 model at 8/4/4 without a term and with one, and counts what the converted networks do on test images.
 * A training that is done is not repeated: its model lies in the cache.
 */
export async function measureSparsity({ qat, studio, cache, data, float, classesOf }) {
  const runs = [];
  const test = firstOf(data.test, TRAINING.tests);
  for (const sparsity of TERMS) {
    const name = sparsity ? `${sparsity.kind}_${sparsity.weight}` : 'none';
    const path = join(cache, `qat-sparsity-${name}.h5`);
    if (!existsSync(path)) {
      const graph = await trained({ qat, data, float, sparsity });
      writeFileSync(path, await studio.writeKerasH5(graph));
    }
    const { graph } = await studio.readModel([{ name, bytes: new Uint8Array(readFileSync(path)) }]);
    const network = studio.convertModel(graph);
    const { predict, layers } = await studio.simulate(network, test.images);
    const count = test.labels.length;
    const right = classesOf(predict.data, count).filter((found, i) => found === test.labels[i]);
    const { model: smaller, pruned } = studio.pruneModel(network);
    const again = await studio.simulate(smaller, test.images);
    const same = again.predict.data.every((value, i) => value === predict.data[i]);
    if (!same) throw new Error(`Pruning changed the outputs of ${path}.`);
    const activity = studio.activityOfRun(layers, count);
    const { milliseconds } = studio.estimateCost(studio.mapModel(network), activity);
    runs.push({
      sparsity,
      accuracy: right.length / count,
      events: layers.map(({ name: layer, events }) => [layer, events / count]),
      milliseconds,
      idle: pruned.map(({ layer, silent, unread, constant }) => [
        layer,
        silent.length + unread.length + constant.length,
      ]),
    });
    console.log(name, right.length / count, totalEvents(runs.at(-1)));
  }
  const [plain, ...charged] = runs;
  const passed = charged.every(
    (run) =>
      totalEvents(run) <= (1 - REQUIRED.fewerEvents) * totalEvents(plain) &&
      run.accuracy >= plain.accuracy - REQUIRED.points,
  );
  return { training: TRAINING, required: REQUIRED, images: test.labels.length, runs, passed };
}

/** Events into all layers behind the first: what training can change. */
export function totalEvents({ events }) {
  return events.slice(1).reduce((sum, [, count]) => sum + count, 0);
}

async function trained({ qat, data, float, sparsity }) {
  const { images, recipe, batchSize, augmentation, distillation } = TRAINING;
  const source = qat.datasetSource(firstOf(data.train, images), augmentation);
  const [result] = await qat.runRecipe(float, qat.recipeOf(recipe, 1), source, {
    ...{ mode: 'chip', batchSize, schedule: { type: 'cosine' }, keepBest: false },
    ...{ teacherGraph: float, distillation, sparsity },
  });
  return result.graph;
}

function firstOf({ images, labels }, count) {
  const size = images.data.length / images.shape[0];
  const shape = [count, ...images.shape.slice(1)];
  const some = { data: images.data.slice(0, count * size), shape };
  return { images: some, labels: labels.slice(0, count) };
}
