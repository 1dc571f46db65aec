import type { ImageShape } from '../core/data/imageSet.ts';

/** A data set that comes with the studio. */
export interface BuiltInData {
  readonly id: 'mnist' | 'cifar';
  /** To train on. */
  readonly name: string;
  /** To run. */
  readonly testName: string;
  readonly file: string;
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
}

/** Provenance and licence: public/samples/README.md. */
export const builtInData: readonly BuiltInData[] = [
  {
    id: 'mnist',
    name: 'MNIST, 500 digits',
    testName: 'MNIST, 500 test digits',
    file: 'mnist_test500.npz',
    shape: [28, 28, 1],
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  },
  {
    id: 'cifar',
    name: 'CIFAR-10, 500 photographs',
    testName: 'CIFAR-10, 500 test images',
    file: 'cifar_test500.npz',
    shape: [32, 32, 3],
    classNames: [
      'airplane',
      'automobile',
      'bird',
      'cat',
      'deer',
      'dog',
      'frog',
      'horse',
      'ship',
      'truck',
    ],
  },
];
