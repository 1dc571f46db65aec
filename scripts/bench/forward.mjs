// The Keras forward pass against TensorFlow's of the same file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as studio from '../../dist/core/index.js';
import { mobileNetBytes } from './mobileNet.mjs';
import { oraclePython, startTensorFlow } from './tensorflow.mjs';
import { inTurns, processorTime } from './timing.mjs';

/** Name, file, shape of an image, batches, repeats of one turn at each. */
const models = (golden, mobileNet) => [
  ['MobileNet 224, float', mobileNet, [224, 224, 3], [1, 8], [2, 1]],
  ['MNIST, float', join(golden, 'mnist/mnist_float.h5'), [28, 28, 1], [1, 256], [50, 2]],
  ['CIFAR-10, float', 'public/samples/cifar_float.h5', [32, 32, 3], [1, 32], [8, 2]],
  [
    'AkidaNet 0.5 128, quantized',
    join(golden, 'named/akidanet_05_128/quantized.h5'),
    [128, 128, 3],
    [1, 32],
    [4, 1],
  ],
  [
    'AkidaNet 0.25 96, quantized',
    join(golden, 'named/akidanet_025_96/quantized.h5'),
    [96, 96, 3],
    [1, 32],
    [10, 1],
  ],
  ['CIFAR-10, quantized', 'public/samples/cifar_qat_iq8_wq4_aq4.h5', [32, 32, 3], [1, 32], [8, 1]],
];

/** Rows of a table: processor time in ms an image, ours and TensorFlow's on one thread and on all. */
export async function forwardSeries(golden) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-forward-'));
  try {
    const mobileNet = join(folder, 'mobilenet.h5');
    writeFileSync(mobileNet, await mobileNetBytes());
    const rows = [];
    for (const model of models(golden, mobileNet))
      rows.push(...(await timeModel(folder, ...model)));
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function timeModel(folder, name, file, shape, batches, repeats) {
  const bytes = new Uint8Array(readFileSync(file));
  const { graph } = await studio.readModel([{ name: 'model.h5', bytes }]);
  const images = pixels(shape);
  const inputs = join(folder, 'inputs.npy');
  writeFileSync(inputs, studio.writeNpy(images));
  const python = oraclePython();
  const one = python && (await startTensorFlow(python, file, inputs, 1));
  const all = python && (await startTensorFlow(python, file, inputs, 0));
  const runner = studio.createRunner(graph);
  const rows = [];
  for (const [i, batch] of batches.entries()) {
    const given = repeated(images, batch);
    const candidates = { ours: (n) => processorTime(n, () => runner.run(given)) };
    if (one) candidates.one = (n) => one.time(batch, n);
    if (all) candidates.all = (n) => all.time(batch, n);
    const times = await inTurns(candidates, { rounds: 9, repeats: repeats[i] });
    const each = (time) => (time === undefined ? 'not run' : (time / batch).toFixed(3));
    const ratio = (time) => (time === undefined ? '-' : (times.ours / time).toFixed(2));
    rows.push({
      model: name,
      batch,
      'ours, ms/image': each(times.ours),
      'TensorFlow, one thread': each(times.one),
      'TensorFlow, all threads': each(times.all),
      'ours / one thread': ratio(times.one),
      'ours / all threads': ratio(times.all),
    });
  }
  one?.stop();
  all?.stop();
  return rows;
}

/** Two images of seeded pixels. */
function pixels(shape) {
  let state = 1;
  const data = new Float32Array(2 * shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state >>> 24;
  }
  return { data, shape: [2, ...shape] };
}

function repeated({ data, shape: [count, ...rest] }, batch) {
  const size = data.length / count;
  const images = new Float32Array(batch * size);
  for (let i = 0; i < images.length; i++) images[i] = data[i % data.length];
  return { data: images, shape: [batch, ...rest] };
}
