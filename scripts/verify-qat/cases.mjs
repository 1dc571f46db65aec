/**
 * What is trained, and how well it must come out. `required` is the least accuracy of the converted spiking model that passes:
 * the reference's after the same two epochs less 0.1 points (src/fixtures/golden/mnist/accuracy.json, qat2), 98.5 %, float less 1.0 point
 * (src/fixtures/golden/cifar/accuracy.json).
 */
export const CASES = [
  {
    id: 'mnist-844',
    title: 'MNIST 8/4/4, 2 epochs',
    data: 'mnist',
    model: 'mnist/mnist_float.h5',
    recipe: '8/4/4:2@5e-4',
    required: 0.992,
    source: 'reference 99.30 % less 0.1 points',
    options: {},
  },
  {
    id: 'mnist-822',
    title: 'MNIST 8/2/2, 2 epochs',
    data: 'mnist',
    model: 'mnist/mnist_float.h5',
    recipe: '8/2/2:2@5e-4',
    required: 0.9739,
    source: 'reference 97.49 % less 0.1 points',
    options: {},
  },
  {
    id: 'mnist-221',
    title: 'MNIST 2/2/1, progressively',
    data: 'mnist',
    model: 'mnist/mnist_float.h5',
    recipe: '8/2/2:1@1e-3 2/2/1:16@2e-3',
    required: 0.985,
    source: 'the progressive recipe must reach it',
    options: { fitActivations: true },
  },
  {
    id: 'cifar-844',
    title: 'CIFAR-10 8/4/4',
    data: 'cifar',
    model: 'cifar/cifar_float.h5',
    recipe: '8/4/4:1@3e-4',
    required: 0.8431,
    source: 'float 85.31 % less 1.0 point',
    options: {},
    augmentation: { flip: true, shift: 3, fill: 128 },
    distillation: { weight: 0.7, temperature: 3 },
  },
];
