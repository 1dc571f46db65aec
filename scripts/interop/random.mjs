// Models of chance, judged by the toolkit and the vendor's runtime, opt-in (npm run verify:random):
//   1. float Keras models: the toolkit quantizes and converts them to our file, opens our quantized .h5 and converts it to our file, and the
//      runtime gives our integers for every layer; what one of the two refuses the other refuses as well;
//   2. adversarial integer networks: the runtime gives our integers.
//   node scripts/interop/random.mjs [number of each] [first seed] [again]        default: 200 1000; again: goes on where a run was stopped
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { closeReport, firstDifference, modelDifference, report } from './report.mjs';
import { python, read, WORK } from './toolkit.mjs';

const HERE = import.meta.dirname;
const FOLDER = join(WORK, 'random');
const [count = 200, seed = 1000] = process.argv.slice(2, 4).map(Number);
const again = process.argv[4] === 'again';
/** predict is one float32 division of equal integers. */
const LOGIT_RELATIVE = 1e-6;

// Stays open to the end: the HDF5 library is loaded when the first file is written.
const server = await createServer({
  root: join(HERE, '../..'),
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const studio = await server.ssrLoadModule(join(HERE, 'randomSources.ts'));

/** Uint8 inputs for a Keras model: noise, a third of it zeros. */
function inputsFor(graph, { inputIsImage }, salt) {
  const shape = [2, ...graph.layers[0].config.batchInputShape.slice(1)];
  const size = shape.reduce((product, dim) => product * dim, 1);
  let state = salt;
  const data = Uint8Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const noise = Math.max(0, (state / 2 ** 32) * 1.5 - 0.5);
    return Math.floor(noise * (inputIsImage ? 256 : 16));
  });
  return { data, shape: shape.length === 2 ? [2, 1, 1, shape[1]] : shape };
}

/** Writes a model and what we make of it. @returns our network, or the codes of why there is none */
async function prepare(name, { graph, quantize, convert }, salt) {
  const at = (end) => join(FOLDER, `${name}${end}`);
  const asked = {
    ...quantize,
    layers: quantize.layers ?? {},
    scaling: convert.inputScaling ?? null,
    image: convert.inputIsImage,
  };
  writeFileSync(at('.json'), JSON.stringify(asked));
  writeFileSync(at('.h5'), await studio.writeKerasH5(graph));
  const inputs = inputsFor(graph, convert, salt);
  writeFileSync(at('.npy'), studio.writeNpy(inputs));
  try {
    const quantized = studio.quantizeModel(graph, quantize);
    writeFileSync(at('_ours.h5'), await studio.writeKerasH5(quantized));
    const network = studio.convertModel(quantized, convert);
    await studio.verifyConversion(quantized, network, convert);
    writeFileSync(at('_ours.fbz'), studio.writeFbz(network));
    return { graph, network, inputs };
  } catch (error) {
    if (!error.diagnostics) throw error;
    return { graph, codes: [...new Set(error.diagnostics.map(({ code }) => code))] };
  }
}

/** Integers of every layer, and the logits, against the runtime's; null where all are equal. */
async function integersDifference({ network, inputs }, path) {
  const theirs = studio.readNpz(read(path), path);
  const { layers, predict } = await studio.simulate(network, inputs, { layers: 'all' });
  const names = [...theirs.keys()].filter((key) => key !== 'predict');
  if (names.length !== layers.length) return `${layers.length} layers, theirs ${names.length}`;
  for (const [i, key] of names.entries()) {
    const difference = firstDifference(layers[i].output.data, theirs.get(key).data);
    if (difference) return `${key}: ${difference}`;
  }
  const logits = theirs.get('predict');
  return logits ? firstDifference(predict.data, logits.data, LOGIT_RELATIVE) : null;
}

/**
 * Where the toolkit stops and we go on, see docs/reference/compatibility.md#where-ours-differs: it counts on the four weights of a
 * BatchNormalization, and behind MaxPooling2D takes the first one for gamma, which is beta where there is no gamma.
 */
function isExplained(word, graph) {
  if (/^ValueError: not enough values to unpack \(expected 4, got [23]\)$/.test(word)) return true;
  const [, name] =
    /negative gammas in the batch norm layer (.+)\. Negative gammas/.exec(word) ?? [];
  const norm = graph.layers.find((layer) => layer.name === name);
  return norm !== undefined && !('gamma' in norm.weights);
}

const figures = { equal: 0, refused: 0, explained: 0, layers: 0, networks: 0 };

async function judgeModel(name, ours) {
  const at = (end) => join(FOLDER, `${name}${end}`);
  const answer = JSON.parse(readFileSync(at('_answer.json'), 'utf8'));
  if (answer.stopped) return `the runtime stopped with ${answer.stopped}`;
  const explained = isExplained(answer.theirs ?? '', ours.graph);
  const theirWord = (explained ? null : answer.theirs) ?? answer.run;
  if (ours.codes) {
    if (!theirWord && !explained)
      return `we refuse (${ours.codes.join(', ')}), the toolkit does not`;
    figures.refused++;
    return null;
  }
  if (theirWord) return `the toolkit refuses: ${theirWord}`;
  if (answer.reread) return `the toolkit refuses our quantized file: ${answer.reread}`;
  for (const end of explained ? ['_reread.fbz'] : ['_theirs.fbz', '_reread.fbz']) {
    const difference = modelDifference(ours.network, studio.readFbz(read(at(end)), name + end));
    if (difference) return `${end}: ${difference}`;
  }
  const difference = await integersDifference(ours, at('_layers.npz'));
  if (difference) return difference;
  figures.equal++;
  if (explained) figures.explained++;
  figures.layers += ours.network.layers.filter(({ kind }) => kind !== 'InputData').length;
  return null;
}

if (!again) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const models = new Map();
const networks = new Map();
for (let i = 0; i < count; i++) {
  const name = `model_${seed + i}`;
  models.set(name, await prepare(name, studio.randomKerasModel(seed + i), i + 1));
  const network = `network_${seed + i}`;
  const { model, inputs } = studio.adversarialModel(seed + i);
  writeFileSync(join(FOLDER, `${network}.json`), '{}');
  writeFileSync(join(FOLDER, `${network}.npy`), studio.writeNpy(inputs));
  writeFileSync(join(FOLDER, `${network}_ours.fbz`), studio.writeFbz(model));
  networks.set(network, { network: model, inputs });
}
console.log(`${count} models and ${count} networks written, now the toolkit judges them`);
execFileSync(python(), [join(HERE, 'judge.py'), FOLDER], {
  stdio: ['ignore', 'inherit', 'ignore'],
});
for (const [name, ours] of models) report(name, await judgeModel(name, ours));
for (const [name, ours] of networks) {
  const path = join(FOLDER, `${name}_layers.npz`);
  const answer = readFileSync(join(FOLDER, `${name}_answer.json`), 'utf8');
  const difference = existsSync(path) ? await integersDifference(ours, path) : answer;
  if (difference === null) figures.networks++;
  report(name, difference);
}
console.log(
  `\n${figures.equal} models equal in both files and every integer (${figures.layers} layers; ${figures.explained} of them quantized here alone, ` +
    `for the toolkit folds no BatchNormalization without gamma or beta), ${figures.refused} refused by both; ` +
    `${figures.networks} of ${count} networks equal in every integer`,
);
closeReport();
await server.close();
