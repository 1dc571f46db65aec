// The road of QuantizeML and the toolkit 2.19 for Akida 1.0, in a second environment. For 15 models of src/fixtures/quantizeml:
//   1. their .h5 converts here to what cnn2snn 2.19 makes of it;
//   2. our .fbz loads in runtime 2.19 and gives the integers of our simulator, layer by layer;
//   3. the .h5 that we write loads in QuantizeML and converts there to the same file.
// And a model that we quantized ourselves: cnn2snn 2.19 opens our .h5, converts it to our .fbz, and its runtime runs it. So it does with the
// golden cases of 2.3.6: modernOurs.mjs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as studio from '../../dist/core/index.js';
import { compareConverted, goldenNames, prepareOurs } from './modernOurs.mjs';
import { firstDifference, modelDifference, report } from './report.mjs';
import { read, WORK } from './toolkit.mjs';

const HERE = import.meta.dirname;
const ENVIRONMENT = resolve(process.env.CNN2SNN_ORACLE2 ?? '.oracle2');
const MODELS = resolve('src/fixtures/quantizeml');
const GOLDEN = resolve(process.env.CNN2SNN_GOLDEN ?? 'src/fixtures/golden');
const COUNT = 15;
/** predict is one float32 division of equal integers. */
const LOGIT_RELATIVE = 1e-5;

function python() {
  const binary = join(ENVIRONMENT, 'bin/python');
  if (!existsSync(binary)) {
    console.log(`Setting up the second reference environment in ${ENVIRONMENT} (some minutes) ...`);
    execFileSync('bash', [join(HERE, 'setupModern.sh'), ENVIRONMENT], { stdio: 'inherit' });
  }
  return binary;
}

/** Every second model, so that all kinds are among them. */
function chosen() {
  const names = readdirSync(MODELS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'given')
    .map(({ name }) => name)
    .sort();
  return names.filter((_, i) => i % 2 === 0).slice(0, COUNT);
}

async function theirModel(name, folder) {
  const bytes = read(join(MODELS, name, 'quantized.h5'));
  const { graph } = await studio.readModel([{ name: 'theirs.h5', bytes }]);
  const inputs = studio.readNpy(read(join(MODELS, name, 'inputs.npy')), 'inputs.npy');
  const isReal = inputs.data instanceof Float32Array;
  const images = isReal ? inputs : { ...inputs, data: new Uint8Array(inputs.data) };
  writeFileSync(join(folder, 'theirs.h5'), bytes);
  return { name, graph, inputs: images };
}

/** One of the golden models, quantized here in the toolkit's older format. */
async function ourModel() {
  const float = 'named/akidanet_025_96/float.h5';
  const { graph } = await studio.readModel([{ name: float, bytes: read(join(GOLDEN, float)) }]);
  const bits = { weightBits: 4, activationBits: 4, inputWeightBits: 8 };
  const path = 'named/akidanet_025_96/inputs.npy';
  const inputs = studio.readNpy(read(join(GOLDEN, path)), path);
  return { name: 'our_akidanet', graph: studio.quantizeModel(graph, bits), inputs };
}

async function prepare(make, folder) {
  mkdirSync(folder, { recursive: true });
  const model = await make();
  const network = studio.convertModel(model.graph);
  writeFileSync(join(folder, 'ours.h5'), await studio.writeKerasH5(model.graph));
  writeFileSync(join(folder, 'ours.fbz'), studio.writeFbz(network));
  writeFileSync(join(folder, 'inputs.npy'), studio.writeNpy(model.inputs));
  return { ...model, network, folder };
}

/** What the writer leaves out or adds without changing what runs: the groups of competing neurons. */
function plain({ quantizer, layers }) {
  const bare = layers.map((layer) => {
    const copy = { ...layer };
    delete copy.withoutGroups;
    return copy;
  });
  return { layers: quantizer ? [quantizer, ...bare] : bare };
}

async function compare({ name, network, folder, inputs }) {
  for (const [file, what] of [
    ['theirs.fbz', `${name}: their .h5 converts here to their .fbz`],
    ['again.fbz', `${name}: the .h5 that we write converts there to our .fbz`],
  ]) {
    if (file === 'theirs.fbz' && !existsSync(join(folder, 'theirs.h5'))) continue;
    const path = join(folder, file);
    const theirs = existsSync(path) ? plain(studio.readFbz(read(path), file)) : null;
    report(what, theirs ? modelDifference(plain(network), theirs) : 'they refuse it');
  }
  await compareRun({ name, network, folder, inputs });
}

async function compareRun({ name, network, folder, inputs }) {
  const runtime = studio.readNpz(read(join(folder, 'layers.npz')), 'layers');
  const result = await studio.simulate(network, inputs, { layers: 'all' });
  for (const layer of result.layers) {
    const expected = runtime.get(layer.name);
    const difference = expected
      ? firstDifference(layer.output.data, expected.data)
      : 'the runtime has no such layer';
    report(`${name}: integers of ${layer.name} in runtime 2.19`, difference);
  }
  const logits = runtime.get('predict');
  if (!logits) return;
  report(
    `${name}: predict in runtime 2.19`,
    firstDifference(result.predict.data, logits.data, LOGIT_RELATIVE),
  );
}

/** Runs every model. */
export async function checkModern() {
  const work = join(WORK, 'modern');
  rmSync(work, { recursive: true, force: true });
  const prepared = [];
  for (const name of chosen()) {
    const folder = join(work, name);
    prepared.push(await prepare(() => theirModel(name, folder), folder));
  }
  prepared.push(await prepare(ourModel, join(work, 'our_akidanet')));
  const ours = [];
  for (const name of goldenNames(GOLDEN)) ours.push(await prepareOurs(GOLDEN, name, work));
  const options = { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 26 };
  execFileSync(python(), [join(HERE, 'modern.py'), 'judge', work], options);
  for (const model of prepared) await compare(model);
  for (const model of ours) {
    compareConverted(model, plain);
    await compareRun(model);
  }
}
