import { defineErrors } from './define.ts';

export const qatErrors = defineErrors({
  'qat/backend-failed': {
    title: 'Training cannot run here',
    text: (backend: string, reason: string) => ({
      message: `The ${backend} backend of TensorFlow.js did not start: ${reason}.`,
      expected: 'a backend that starts',
      received: backend,
      hint: 'Choose another backend: wasm runs in every current browser and in Node, cpu everywhere.',
    }),
  },
  'qat/half-precision': {
    title: 'This device computes in half precision',
    text: (backend: string) => ({
      message: `Sums of integers come out wrong on the ${backend} backend of this device: it computes with 16-bit numbers.`,
      expected: '32-bit floating point',
      received: '16-bit floating point',
      hint: 'Choose the wasm backend: it computes the same everywhere.',
    }),
  },
  'qat/not-trainable': {
    title: 'Layer cannot be trained here',
    text: (layer: string) => ({
      message: `Training does not know ${layer} with these settings.`,
      expected:
        'Conv2D, SeparableConv2D, Dense and their quantized versions, BatchNormalization, ReLU, pools, Flatten, Reshape, Dropout, Rescaling',
      received: layer,
      hint: 'Look at its problems, or run `cnn2snn check` on the command line: they name the layers that the chip cannot hold, and a fix where there is one.',
    }),
  },
  'qat/quantizeml-model': {
    title: 'A model of QuantizeML trains as the chip computes',
    text: () => ({
      message:
        'Training in toolkit mode computes a quantized model as cnn2snn 2.3.6 does; this one rounds as QuantizeML does.',
      expected: 'chip mode, or a model that cnn2snn or this program quantized',
      received: 'toolkit mode, and a model that QuantizeML quantized',
      hint: 'Train it in chip mode: on the command line that is the default, --mode chip.',
    }),
  },
  'qat/map-output': {
    title: 'The model gives a map, not classes',
    text: (shape: string) => ({
      message: `Labels say one class an image, and the model gives numbers for every place of it: ${shape}.`,
      expected: 'an output with one number a class',
      received: shape,
      hint: 'Train a model that ends in a Dense layer, or in a GlobalAveragePooling2D.',
    }),
  },
  'qat/missing-weight': {
    title: 'A layer has no weights',
    text: (weight: string) => ({
      message: `The layer's weight "${weight}" is not in the file.`,
      expected: weight,
      received: 'nothing',
      hint: 'Save the model with its weights, for example with model.save(path).',
    }),
  },
  'qat/potential-too-large': {
    title: 'Potentials too large to train exactly',
    text: (value: number) => ({
      message: `Potentials of this layer reach ${value}: training computes in float32, which holds integers up to 16,777,216.`,
      expected: 'potentials below 16,777,216',
      received: String(value),
      hint: 'Give this layer fewer weight bits, or train in toolkit mode, which computes with real values.',
    }),
  },
  'qat/unlabelled-class': {
    title: 'A label has no output',
    text: (label: number, classes: number) => ({
      message: `An image has class ${label}, but the model tells only ${classes} classes apart.`,
      expected: `class numbers from 0 to ${classes - 1}`,
      received: String(label),
      hint: 'Check that the data belong to this model.',
    }),
  },
  'qat/image-shape': {
    title: 'The images do not fit the model',
    text: (expected: string, received: string) => ({
      message: 'The images have another shape than the model takes.',
      expected,
      received,
      hint: 'Choose data of that size, or reshape the model.',
    }),
  },
  'qat/diverged': {
    title: 'The training diverged',
    text: (step: number) => ({
      message: `In step ${step} the loss or a gradient is not a number any more.`,
      expected: 'finite numbers',
      received: 'NaN or infinite',
      hint: 'Go back to the last checkpoint and train on with a smaller learning rate.',
    }),
  },
  'qat/wrong-checkpoint': {
    title: 'The checkpoint belongs to another training',
    text: (expected: string, received: string) => ({
      message: 'The saved state has other weights than the model that is trained.',
      expected,
      received,
      hint: 'Continue with the model and the settings that the checkpoint was made with.',
    }),
  },
  'qat/bad-setting': {
    title: 'A training setting is out of range',
    text: (name: string, expected: string, received: string) => ({
      message: `The setting "${name}" cannot be ${received}.`,
      expected,
      received,
      hint: `Choose ${expected}.`,
    }),
  },
  'qat/not-quantized': {
    title: 'The model is not quantized',
    text: () => ({
      message:
        'Chip-exact training runs the integer network that a quantized model converts to; this model is all float.',
      expected: 'a quantized model, or bitwidths to quantize it with',
      received: 'a float model',
      hint: 'Give bitwidths, for example -wq 4 -aq 4 -iq 8.',
    }),
  },
  'qat/too-few-images': {
    title: 'Too few images to set some aside',
    text: (part: 'validation' | 'test', largest: number, needed: number) => ({
      message: `No ${part} images can be set aside: no class has enough of them, and accuracy on images trained on says nothing of others.`,
      expected: `${needed} images of at least one class`,
      received: `${largest} of the class with most`,
      hint: `Add images, name ${part} images of their own (--${part}), or set no test images aside.`,
    }),
  },
  'qat/teacher-shape': {
    title: 'The teacher does not fit the model',
    text: (expected: string, received: string) => ({
      message: 'The model to learn from takes or gives something else than the model that learns.',
      expected,
      received,
      hint: 'Name the model that this one was made from: it takes the same images and tells the same classes apart.',
    }),
  },
  'qat/no-data': {
    title: 'There is nothing to train on',
    text: () => ({
      message: 'The data hold no image.',
      expected: 'at least one image',
      received: '0 images',
      hint: 'Choose data with images and labels.',
    }),
  },
});
