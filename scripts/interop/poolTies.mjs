// Where a max pool meets cells that are equal but for rounding, the order of a convolution's sums decides which of them gets the gradient:
// how far our losses are from TensorFlow's there, and TensorFlow's with other kernels (oneDNN on and off) from its own.
//   node scripts/interop/poolTies.mjs        the figures of docs/reference/training-stack.md#exactness
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { closeReport, report } from './report.mjs';
import { python, read, WORK } from './toolkit.mjs';

const FOLDER = join(WORK, 'poolTies');
const STEPS = 40;
const BATCH = 32;
/** Losses that are equal up to here have met no tie: what 16 steps of other models stay within. */
const SAME = 4e-7;

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
for (const [name, onednn] of Object.entries({ onednn: '1', plain: '0' })) {
  const script = join(import.meta.dirname, 'poolTies.py');
  execFileSync(python(), [script, FOLDER, name, onednn, String(STEPS)], { stdio: 'ignore' });
}
const server = await createServer({
  root: join(import.meta.dirname, '../..'),
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const studio = await server.ssrLoadModule('/src/core/index.ts');
const qat = await server.ssrLoadModule('/src/core/qat/index.ts');
const arrays = (name) => studio.readNpz(read(join(FOLDER, `${name}.npz`)), name);
const [onednn, plain] = [arrays('onednn'), arrays('plain')];

async function ourLosses(images, labels) {
  await qat.prepareBackend('cpu');
  const file = { name: 'start.h5', bytes: read(join(FOLDER, 'start.h5')) };
  const { graph } = await studio.readModel([file]);
  const training = qat.createTrainingGraph(graph, { mode: 'toolkit' });
  const optimizer = qat.optimizers.sgd;
  const state = qat.initialState(optimizer);
  const [count, ...size] = images.shape;
  const pixels = images.data.length / count;
  const losses = [];
  for (let step = 0; step < STEPS; step++) {
    const from = (step * BATCH) % count;
    const data = images.data.slice(from * pixels, (from + BATCH) * pixels);
    const batch = {
      images: { data, shape: [BATCH, ...size] },
      labels: labels.data.slice(from, from + BATCH),
    };
    const { loss, gradients } = await training.step(batch, { seed: step });
    losses.push(loss);
    qat.applyGradients(gradients, { optimizer, state, learningRate: 0.05 });
  }
  return losses;
}

const losses = {
  ours: await ourLosses(onednn.get('x'), onednn.get('y')),
  'TensorFlow with oneDNN': onednn.get('losses').data,
  'TensorFlow without': plain.get('losses').data,
};

/** Relative differences a step. */
function apart(a, b) {
  const all = Array.from(losses[a], (loss, i) => Math.abs(loss - losses[b][i]) / losses[b][i]);
  const parting = all.findIndex((difference) => difference > SAME) + 1;
  console.log(
    `${a} against ${b}: apart from step ${parting}, ${all[parting - 1]?.toExponential(1)} there, ${Math.max(...all).toExponential(1)} at most in ${STEPS} steps`,
  );
  return parting;
}

const itself = apart('TensorFlow without', 'TensorFlow with oneDNN');
const partings = ['TensorFlow with oneDNN', 'TensorFlow without'].map((other) =>
  apart('ours', other),
);
report(
  'our losses part from TensorFlow no earlier than TensorFlow from itself',
  Math.min(...partings) >= itself ? null : `at step ${Math.min(...partings)}, it at step ${itself}`,
);
closeReport();
await server.close();
