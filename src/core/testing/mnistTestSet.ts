import { readFileSync } from 'node:fs';
import { readIdx } from '../data/readIdx.ts';
import { sizeOf, tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';

function fixture(name: string): Tensor<NumericArray> {
  const url = new URL(`../../fixtures/mnist/${name}`, import.meta.url);
  return readIdx(new Uint8Array(readFileSync(url)), name);
}

/** The 10,000 MNIST test images, uint8 (10000, 28, 28, 1). */
export function mnistTestImages(): Tensor<NumericArray> {
  const { data } = fixture('t10k-images-idx3-ubyte.gz');
  return tensor(data, [data.length / 784, 28, 28, 1]);
}

/** Their labels, uint8 (10000). */
export function mnistTestLabels(): Tensor<NumericArray> {
  return fixture('t10k-labels-idx1-ubyte.gz');
}

/** The first `count` images of a batch (N, ...). */
export function firstImages(images: Tensor<NumericArray>, count: number): Tensor<NumericArray> {
  const shape = [count, ...images.shape.slice(1)];
  return tensor(images.data.slice(0, sizeOf(shape)), shape);
}
