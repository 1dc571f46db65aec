// Measures speed and prints tables; every ratio compares times of this one run. Needs `npm run build`,
// and for the comparison with TensorFlow the reference environment (see scripts/interop/setup.sh).
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as studio from '../../dist/core/index.js';
import { forwardSeries } from './forward.mjs';
import { mobileNetBytes } from './mobileNet.mjs';
import { oraclePython, startTensorFlow } from './tensorflow.mjs';
import { sparsitySeries } from './sparsity.mjs';
import { inTurns, processorTime } from './timing.mjs';

const GOLDEN = resolve(process.env.CNN2SNN_GOLDEN ?? 'src/fixtures/golden');
const bytesOf = (path) => new Uint8Array(readFileSync(join(GOLDEN, path)));
const ms = (time, batch) => (time === undefined ? 'not run' : (time / batch).toFixed(3));
const ratio = (a, b) => (b === undefined ? '-' : (a / b).toFixed(2));

/** The first images of a case, repeated up to `batch`. */
function batchOf({ data, shape }, batch) {
  const [count, ...rest] = shape;
  const size = data.length / count;
  const images = new Uint8Array(batch * size);
  for (let i = 0; i < batch; i++) {
    images.set(data.subarray((i % count) * size, ((i % count) + 1) * size), i * size);
  }
  return { data: images, shape: [batch, ...rest] };
}

async function compareWithTensorFlow(name) {
  const folder = `named/${name}`;
  const model = studio.readFbz(bytesOf(`${folder}/model.fbz`), 'model.fbz');
  const inputs = studio.readNpy(bytesOf(`${folder}/inputs.npy`), 'inputs.npy');
  const python = oraclePython();
  const files = ['quantized.h5', 'inputs.npy'].map((file) => join(GOLDEN, folder, file));
  const tensorflow = python && (await startTensorFlow(python, ...files));
  const rows = [];
  for (const batch of [1, 32]) {
    const images = batchOf(inputs, batch);
    const candidates = {};
    for (const engine of ['auto', 'dense', 'event']) {
      const simulator = await studio.createSimulator(model, { engine });
      candidates[engine] = (repeats) => processorTime(repeats, () => simulator.run(images));
    }
    if (tensorflow) candidates.tensorflow = (repeats) => tensorflow.time(batch, repeats);
    const times = await inTurns(candidates, { rounds: 7, repeats: batch === 1 ? 64 : 2 });
    rows.push({
      model: name,
      batch,
      'run, ms/image': ms(times.auto, batch),
      'dense loop': ms(times.dense, batch),
      'events only': ms(times.event, batch),
      TensorFlow: ms(times.tensorflow, batch),
      'run / dense': ratio(times.auto, times.dense),
      'run / TensorFlow': ratio(times.auto, times.tensorflow),
    });
  }
  tensorflow?.stop();
  return rows;
}

async function filesAndConversion() {
  const largest = 'named/akidanet_05_128';
  const quantized = [{ name: 'quantized.h5', bytes: bytesOf(`${largest}/quantized.h5`) }];
  const keras = [{ name: 'mobilenet.h5', bytes: await mobileNetBytes() }];
  const { graph } = await studio.readModel(quantized);
  const times = await inTurns(
    {
      [`convert ${largest} to the integer model`]: (repeats) =>
        processorTime(repeats, () => studio.convertModel(graph)),
      [`the same, written as .fbz`]: (repeats) =>
        processorTime(repeats, () => studio.writeFbz(studio.convertModel(graph))),
      'read MobileNet (.h5, 17 MB)': (repeats) =>
        processorTime(repeats, () => studio.readModel(keras)),
    },
    { rounds: 5, repeats: 1 },
  );
  return Object.entries(times).map(([work, time]) => ({ work, ms: time.toFixed(1) }));
}

console.log('\nSpiking run against TensorFlow, one thread each; processor time, median');
if (oraclePython() === null) {
  console.log('TensorFlow is not set up: scripts/interop/setup.sh .oracle, or set CNN2SNN_ORACLE');
}
console.table([
  ...(await compareWithTensorFlow('akidanet_025_96')),
  ...(await compareWithTensorFlow('akidanet_05_128')),
]);
console.log('\nKeras forward pass against TensorFlow; processor time, median');
console.table(await forwardSeries(GOLDEN));
console.log(
  '\nMNIST models behind their first layer, by the share of zeros that enters; processor time, ms/image',
);
console.table(await sparsitySeries(bytesOf));
console.log('\nFiles and conversion, processor time, median');
console.table(await filesAndConversion());
