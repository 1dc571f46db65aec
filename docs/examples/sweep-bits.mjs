// Tries several bitwidths on every model of a folder, without training:
//     node sweep-bits.mjs FOLDER IMAGES.npz
// Prints a table: bytes of the .fbz, share of zero spikes (mean of the layers), accuracy. The models of the folder share their images.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  convertModel,
  createSimulator,
  isStudioError,
  quantizeModel,
  readDataset,
  readModel,
  topClasses,
  writeFbz,
} from 'cnn2snn-studio';

/** Input weights / weights / activations. */
const BITS = ['8/4/4', '4/4/4', '8/4/2', '8/2/2', '2/2/1'];

const [folder, imagesPath] = process.argv.slice(2);
const { images, labels } = readDataset([await fileOf(imagesPath)]);
console.log('model                  bits      bytes  silent  accuracy');
for (const name of (await readdir(folder)).filter((file) => /\.(h5|keras)$/.test(file)).sort()) {
  const loaded = await readModel([await fileOf(join(folder, name))]);
  if (loaded.kind !== 'keras') continue;
  for (const bits of BITS) {
    const [inputWeightBits, weightBits, activationBits] = bits.split('/').map(Number);
    const start = `${name.padEnd(22)} ${bits} `;
    try {
      const quantized = quantizeModel(loaded.graph, {
        inputWeightBits,
        weightBits,
        activationBits,
      });
      const network = convertModel(quantized);
      const simulator = await createSimulator(network);
      const { layers, predict, forward } = await simulator.run(images);
      const classes = topClasses(predict ?? forward);
      const right = labels.filter((label, i) => classes?.[i] === label).length;
      // The head gives potentials, the layers before it spikes.
      const spiking = predict ? layers.slice(0, -1) : layers;
      const silent = spiking.reduce((sum, layer) => sum + layer.sparsity, 0) / spiking.length;
      const cells = [writeFbz(network).length, percent(silent), percent(right / labels.length)];
      console.log(start + cells.map((cell) => String(cell).padStart(9)).join(''));
    } catch (error) {
      if (!isStudioError(error)) throw error;
      console.log(`${start}    ${error.diagnostics[0].message}`);
    }
  }
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

async function fileOf(path) {
  return { name: path, bytes: new Uint8Array(await readFile(path)) };
}
