import { defineErrors } from './define.ts';

export const simulateErrors = defineErrors({
  'simulate/input-type': {
    title: 'Inputs have the wrong type',
    text: (received: string) => ({
      message: 'A spiking model takes whole numbers of 8 bits.',
      expected: 'uint8',
      received,
      hint: 'Bring the values onto 0 to 255 first and round them: floats from 0 to 1 with `numpy.rint(255 * inputs).astype("uint8")`.',
    }),
  },
  'simulate/input-shape': {
    title: 'Inputs have the wrong shape',
    text: (expected: string, received: string) => ({
      message: 'The inputs do not fit the first layer.',
      expected,
      received,
      hint: 'Give the images as (N, X, Y, C) with the size the model was made for; one image needs N = 1.',
    }),
  },
  'simulate/empty-input': {
    title: 'No inputs',
    text: (received: string) => ({
      message: 'There is nothing to run.',
      expected: 'at least one input',
      received,
      hint: 'Give one image or more.',
    }),
  },
  'simulate/input-range': {
    title: 'Input value out of range',
    text: (value: number, index: number, largest: number) => ({
      message: `Element ${index} of the inputs is ${value}.`,
      expected: `values in 0 .. ${largest}`,
      received: String(value),
      hint: `This model has no image input: scale its inputs to 0 .. ${largest} first.`,
    }),
  },
  'simulate/unknown-layer': {
    title: 'No such layer',
    text: (name: string, known: readonly string[]) => ({
      message: `The model has no layer named "${name}".`,
      expected: `one of ${known.map((n) => `"${n}"`).join(', ')}`,
      received: `"${name}"`,
      hint: 'Ask for the outputs of layers by the names in the .fbz, or for "all" or "last".',
    }),
  },
  'simulate/no-input-layer': {
    title: 'The model has no input layer',
    text: (received: string) => ({
      message:
        'A model starts with InputData or InputConvolutional, once, and has a layer with weights.',
      expected: 'InputData and another layer, or InputConvolutional',
      received,
      hint: 'Convert the Keras model again.',
    }),
  },
  'simulate/layer-shape': {
    title: 'A layer does not fit its input',
    text: (what: string, expected: string, received: string) => ({
      message: `The ${what} of this layer does not follow from its input shape.`,
      expected,
      received,
      hint: 'The model is inconsistent: convert it again from Keras.',
    }),
  },
  'simulate/step-range': {
    title: 'Activation step out of range',
    text: (received: number, activates: boolean) => ({
      message: activates
        ? 'The step has 4 fractional bits and 24 whole ones at most.'
        : 'The step has 4 fractional bits.',
      expected: activates ? '1/16 or more, below 2^24' : '1/16 or more, finite',
      received: String(received),
      hint: 'Use a larger weight or activation bitwidth in this layer, or retrain with a larger activation step.',
    }),
  },
  'simulate/input-bits': {
    title: 'Input format not supported',
    text: (received: string) => ({
      message: 'InputData of Akida 1.0 holds unsigned values of 1 to 8 bits.',
      expected: 'unsigned, 1 to 8 bits',
      received,
      hint: 'Convert the Keras model again.',
    }),
  },
});
