// Trains with the folder that `cnn2snn export-training` writes, on two workers of 127.0.0.1 and in one process, and shows that
//   1. the workers agree, and count every validation image once, as our own forward pass counts them;
//   2. the trained .h5 opens here and converts to what the toolkit's own conversion gives;
//   3. the runtime gives the integers of our simulator for it;
//   4. a run that broke off goes on, and one that cannot begin says why on every worker.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as studio from '../../dist/core/index.js';
import { firstDifference, modelDifference, report } from './report.mjs';
import { oracle, python, read, WORK } from './toolkit.mjs';
import { trainAlone, trainTogether } from './workers.mjs';

const CLI = resolve('dist/cli/cnn2snn.js');
const GOLDEN = resolve(process.env.CNN2SNN_GOLDEN ?? 'src/fixtures/golden');
const MNIST = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];

/** Images that train; as many behind them only judge. */
const IMAGES = 4000;
const WORKERS = 2;
const EPOCHS = 3;

/** Keras sums in another order than we do: of a few hundred images, one may lie that close to the border of two classes. */
const IMAGES_ON_THE_BORDER = 1;

const equal = (ours, theirs) => (ours === theirs ? null : `${ours}, not ${theirs}`);
const file = (name) => join(WORK, name);

function cnn2snn(...args) {
  execFileSync(process.execPath, [CLI, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** A training folder of a float golden model at those bits. */
function exported(name, float, [input, weights, activations], scaling = []) {
  const folder = file(`${name}_training`);
  const quantized = file(`${name}_quantized.h5`);
  rmSync(folder, { recursive: true, force: true });
  const bits = ['-iq', input, '-wq', weights, '-aq', activations];
  cnn2snn('quantize', '-m', resolve(GOLDEN, float), ...bits, '-o', quantized);
  cnn2snn('export-training', '-m', quantized, '-o', folder, ...scaling);
  return folder;
}

function writeImages(path, { images, labels }, from, to) {
  const size = images.data.length / labels.length;
  const x = {
    data: images.data.slice(from * size, to * size),
    shape: [to - from, ...images.shape.slice(1)],
  };
  const y = { data: labels.slice(from, to), shape: [to - from] };
  writeFileSync(
    path,
    studio.writeNpz(
      new Map([
        ['x', x],
        ['y', y],
      ]),
    ),
  );
}

const datasetAt = (path) => studio.readDataset([{ name: path, bytes: read(path) }]);

async function kerasAt(path) {
  return (await studio.readModel([{ name: path, bytes: read(path) }])).graph;
}

/** The last line of each worker: accuracies before and after, and how many validation images were right. */
function resultsOf(outputs, workers) {
  const line =
    /^worker (\d+) of (\d+): validation accuracy (\S+) before, (\S+) after, (\d+) of (\d+) images$/m;
  return outputs.map(({ output }, index) => {
    const found = line.exec(output);
    if (!found || Number(found[1]) !== index || Number(found[2]) !== workers) return null;
    const [before, after, right, count] = found.slice(3).map(Number);
    return { before, after, right, count };
  });
}

function reportEnded(name, outputs) {
  for (const [index, { code, output }] of outputs.entries()) {
    report(
      `${name}: worker ${index} ends well`,
      code === 0 ? null : `exit code ${code}\n${output}`,
    );
  }
}

/** What holds for every trained model. */
async function checkTrained(name, folder, result, scaling) {
  const trained = join(folder, 'trained.h5');
  const graph = await kerasAt(trained);
  const judged = datasetAt(join(folder, 'trained_validation.npz'));
  report(
    `${name}: as many validation images as the workers say`,
    equal(judged.labels.length, result.count),
  );
  const options = scaling ? { inputScaling: scaling } : {};
  const ours = await studio.evaluateModel({ kind: 'keras', graph }, judged, options);
  const apart = Math.abs(ours.correct - result.right);
  report(
    `${name}: our forward pass gets as many of them right (${ours.correct} of ${result.count})`,
    apart <= IMAGES_ON_THE_BORDER ? null : `${ours.correct}, the workers ${result.right}`,
  );
  const network = studio.convertModel(graph, options);
  const fbz = file(`${name}_trained.fbz`);
  const theirs = file(`${name}_trained_theirs.fbz`);
  writeFileSync(fbz, studio.writeFbz(network));
  oracle('convert', trained, theirs, ...(scaling ? ['-sc', scaling[0], '-sh', scaling[1]] : []));
  report(
    `${name}: the trained .h5 converts to the toolkit's own conversion`,
    modelDifference(studio.readFbz(read(fbz), 'ours'), studio.readFbz(read(theirs), 'theirs')),
  );
  const size = judged.images.data.length / judged.labels.length;
  const inputs = {
    data: judged.images.data.slice(0, 4 * size),
    shape: [4, ...judged.images.shape.slice(1)],
  };
  writeFileSync(file(`${name}_inputs.npy`), studio.writeNpy(inputs));
  oracle('run', fbz, file(`${name}_inputs.npy`), file(`${name}_layers.npz`));
  const runtime = studio.readNpz(read(file(`${name}_layers.npz`)), 'layers');
  const { layers } = await studio.simulate(network, inputs, { layers: 'all' });
  for (const layer of layers) {
    const expected = runtime.get(layer.name);
    const difference = expected
      ? firstDifference(layer.output.data, expected.data)
      : 'the runtime has no such layer';
    report(`${name}: runtime integers of ${layer.name}`, difference);
  }
  return network;
}

async function trainOnTwoWorkers(data, unseen) {
  const name = 'two workers';
  const folder = exported('mnist', 'mnist/mnist_float.h5', [8, 2, 2]);
  const begun = Date.now();
  const outputs = await trainTogether(folder, WORKERS, () => ['--data', data, '--epochs', EPOCHS]);
  const seconds = Math.round((Date.now() - begun) / 1000);
  reportEnded(name, outputs);
  const [first, second] = resultsOf(outputs, WORKERS);
  if (!first || !second) return report(`${name}: both tell their accuracy`, 'they do not');
  report(
    `${name}: accuracy of both is equal (${first.after})`,
    equal(JSON.stringify(first), JSON.stringify(second)),
  );
  report(
    `${name}: training makes it better (${first.before} before)`,
    first.after > first.before ? null : `${first.after}`,
  );
  report(
    `${name}: the backup is gone once the result is there`,
    equal(existsSync(join(folder, 'backup')), false),
  );
  const network = await checkTrained('two_workers', folder, first);
  const spiking = await studio.evaluateModel({ kind: 'akida', model: network }, unseen);
  const before = studio.convertModel(await kerasAt(join(folder, 'model.h5')));
  const untrained = await studio.evaluateModel({ kind: 'akida', model: before }, unseen);
  console.log(
    `       ${WORKERS} workers, ${IMAGES} images, ${EPOCHS} epochs, about ${seconds} s; accuracy on ${first.count} images set apart ` +
      `${first.before} -> ${first.after}; .fbz on ${unseen.labels.length} images never seen: ` +
      `${untrained.correct} -> ${spiking.correct} right`,
  );
  return undefined;
}

/** The same graph without its Rescaling layer: its input takes what the layer gave. */
function withoutRescaling(graph) {
  const layer = graph.layers.find(({ className }) => className === 'Rescaling');
  const [[input]] = layer.calls;
  const past = (ref) => (ref.layer === layer.name ? input : ref);
  const layers = graph.layers
    .filter((node) => node !== layer)
    .map((node) => ({ ...node, calls: node.calls.map((refs) => refs.map(past)) }));
  return { ...graph, layers };
}

/** Without Rescaling: the folder feeds the model what its input scaling says. */
async function trainInOneProcess(data) {
  const name = 'one process';
  const scaling = [255, 0];
  const float = file('unscaled_float.h5');
  const graph = withoutRescaling(await kerasAt(join(GOLDEN, 'mnist/mnist_float.h5')));
  writeFileSync(float, await studio.writeKerasH5(graph));
  const folder = exported('unscaled', float, [8, 4, 4], ['-sc', 255, '-sh', 0]);
  const begun = Date.now();
  const outputs = [
    await trainAlone(folder, ['--data', data, '--epochs', 1, '--batch_size', 50, '--split', 0.2]),
  ];
  const seconds = Math.round((Date.now() - begun) / 1000);
  reportEnded(name, outputs);
  const [result] = resultsOf(outputs, 1);
  if (!result) return report(`${name}: it tells its accuracy`, 'it does not');
  const judged = datasetAt(join(folder, 'trained_validation.npz'));
  const model = { kind: 'keras', graph: await kerasAt(join(folder, 'model.h5')) };
  const before = await studio.evaluateModel(model, judged, { inputScaling: scaling });
  const apart = Math.abs(before.correct - Math.round(result.before * result.count));
  report(
    `${name}: feeds what the input scaling says (${before.correct} of ${result.count} right before)`,
    apart <= IMAGES_ON_THE_BORDER ? null : `${before.correct} right here, ${result.before} there`,
  );
  await checkTrained('one_process', folder, result, scaling);
  console.log(
    `       1 process, 400 images, 1 epoch, about ${seconds} s; accuracy ${result.before} -> ${result.after}`,
  );
  return undefined;
}

async function trainFromFolderOfImages(data) {
  const name = 'folder of images';
  const folder = exported('pictures', 'mnist/mnist_float.h5', [8, 4, 4]);
  const pictures = file('pictures');
  rmSync(pictures, { recursive: true, force: true });
  execFileSync(python(), [join(import.meta.dirname, 'writePictures.py'), data, pictures, '300'], {
    stdio: 'pipe',
  });
  const args = ['--data', pictures, '--epochs', 1, '--batch_size', 30];
  const outputs = [await trainAlone(folder, args)];
  reportEnded(name, outputs);
  const [result] = resultsOf(outputs, 1);
  if (!result) return report(`${name}: it tells its accuracy`, 'it does not');
  report(
    `${name}: lists what it judged by`,
    equal(
      new TextDecoder()
        .decode(read(join(folder, 'trained_validation.csv')))
        .trim()
        .split('\n').length - 1,
      result.count,
    ),
  );
  return undefined;
}

/** Killed once the second epoch is told: by then every worker has the backup of the first behind it. */
async function breakOffAndGoOn(data) {
  const name = 'broken off';
  const folder = exported('broken', 'mnist/mnist_float.h5', [8, 4, 4]);
  const args = ['--data', data, '--epochs', 3, '--batch_size', 50];
  const first = await trainTogether(folder, WORKERS, () => args, 'epoch 2 of 3');
  report(`${name}: the other worker stops by itself`, equal(first[0].code, 1));
  report(
    `${name}: and says what to do`,
    first[0].output.includes('Start all of them again with the same command')
      ? null
      : first[0].output,
  );
  report(`${name}: no half-trained result`, equal(existsSync(join(folder, 'trained.h5')), false));
  const again = await trainTogether(folder, WORKERS, () => args);
  reportEnded(`${name}, again`, again);
  for (const [index, { output }] of again.entries()) {
    report(
      `${name}: worker ${index} goes on after the last whole epoch`,
      output.includes('epoch 1 of 3') ? output : null,
    );
  }
}

async function refuseOnAllWorkers(data) {
  const name = 'data missing on worker 1';
  const folder = exported('refused', 'mnist/mnist_float.h5', [8, 4, 4]);
  const argumentsOf = (index) => ['--data', index === 0 ? data : file('nowhere.npz')];
  const outputs = await trainTogether(folder, WORKERS, argumentsOf);
  report(`${name}: both stop`, equal(outputs.map(({ code }) => code).join(), '1,1'));
  report(
    `${name}: worker 1 says why`,
    outputs[1].output.includes('There is no "') ? null : outputs[1].output,
  );
  report(
    `${name}: worker 0 says where`,
    outputs[0].output.includes('since worker 1 did') ? null : outputs[0].output,
  );
}

/** Runs every training. */
export async function checkTraining() {
  const mnist = studio.readDataset(
    MNIST.map((name) => ({ name, bytes: read(join('src/fixtures/mnist', name)) })),
  );
  const data = file('train.npz');
  const few = file('few.npz');
  writeImages(data, mnist, 0, IMAGES);
  writeImages(few, mnist, 0, 500);
  writeImages(file('unseen.npz'), mnist, IMAGES, 2 * IMAGES);
  await trainOnTwoWorkers(data, datasetAt(file('unseen.npz')));
  await trainInOneProcess(few);
  await trainFromFolderOfImages(few);
  await breakOffAndGoOn(few);
  await refuseOnAllWorkers(few);
}
