import type { ImageShape } from '../core/data/imageSet.ts';

/** A data set that comes with the studio. */
export interface BuiltInData {
  readonly id: 'mnist' | 'cifar';
  /** To train on: images of the training set. */
  readonly name: string;
  readonly trainingFile: string;
  /** As many of every class. */
  readonly trainingImages: number;
  /** To judge by and to run: images of the test set. */
  readonly testName: string;
  readonly testFile: string;
  readonly shape: ImageShape;
  readonly classNames: readonly string[];
}

/** Provenance and licence: public/samples/README.md. */
export const builtInData: readonly BuiltInData[] = [
  {
    id: 'mnist',
    name: 'MNIST, 1000 training digits',
    trainingFile: 'mnist_train1000.npz',
    trainingImages: 1000,
    testName: 'MNIST, 500 test digits',
    testFile: 'mnist_test500.npz',
    shape: [28, 28, 1],
    classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  },
  {
    id: 'cifar',
    name: 'CIFAR-10, 500 training images',
    trainingFile: 'cifar_train500.npz',
    trainingImages: 500,
    testName: 'CIFAR-10, 500 test images',
    testFile: 'cifar_test500.npz',
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
