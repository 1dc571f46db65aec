// Converts a Keras model to an Akida .fbz in Node, without Python:
//     node convert.mjs MODEL.h5 [IMAGES.npz]
// Prints what was mended, written and, with labelled images, measured. Exit code 1 with the reasons where it does not convert.
import { readFile, writeFile } from 'node:fs/promises';
import {
  applySafeFixes,
  checkModel,
  convertModel,
  evaluateModel,
  isStudioError,
  quantizeModel,
  readDataset,
  readModel,
  writeFbz,
} from 'cnn2snn-studio';

const [modelPath, imagesPath] = process.argv.slice(2);

try {
  const loaded = await readModel([await fileOf(modelPath)]);
  if (loaded.kind !== 'keras') throw new Error(`${modelPath} is converted already.`);

  // Fixes that keep every output: splitting an activation off, joining layers, dropping a softmax at the end.
  const { graph, applied } = applySafeFixes(loaded.graph);
  for (const { describe } of applied) console.log(`Fixed: ${describe}`);
  const errors = checkModel(graph).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    printProblems(errors);
    process.exit(1);
  }

  const quantized = quantizeModel(graph, { inputWeightBits: 8, weightBits: 4, activationBits: 4 });
  // A model that was trained on pixels divided by 255, without a Rescaling layer, needs { inputScaling: [255, 0] }.
  const network = convertModel(quantized);
  const fbz = writeFbz(network);
  const output = modelPath.replace(/\.\w+$/, '.fbz');
  await writeFile(output, fbz);
  console.log(`Wrote ${output}: ${network.layers.length} layers, ${fbz.length} bytes`);

  if (imagesPath) {
    const dataset = readDataset([await fileOf(imagesPath)]);
    const { correct, samples } = await evaluateModel({ kind: 'akida', model: network }, dataset);
    console.log(`Right: ${correct} of ${samples}`);
  }
} catch (error) {
  if (!isStudioError(error)) throw error;
  printProblems(error.diagnostics);
  process.exit(1);
}

async function fileOf(path) {
  return { name: path, bytes: new Uint8Array(await readFile(path)) };
}

function printProblems(diagnostics) {
  for (const { code, where, message, hint } of diagnostics)
    console.error(`${code} at ${where.layer ?? where.file}: ${message}\n    ${hint}`);
}
