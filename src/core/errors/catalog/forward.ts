import { defineErrors } from './define.ts';

export const forwardErrors = defineErrors({
  'forward/cannot-run': {
    title: 'The layer cannot be run',
    text: (className: string) => ({
      message: `We do not know how to compute a ${className} layer, so the model cannot be run.`,
      expected: 'layers whose computation is known',
      received: className,
      hint: 'Replace or remove the layer; `check` says what the chip accepts in its place.',
    }),
  },
  'forward/bad-layer': {
    title: 'The layer does not fit its input or its configuration',
    text: (className: string, expected: string, received: string) => ({
      message: `This ${className} layer cannot be computed: it needs ${expected}.`,
      expected,
      received,
      hint: 'Correct the layer where the model is built and save the model again.',
    }),
  },
  'forward/weight-shape': {
    title: 'A weight is missing or has the wrong shape',
    text: (weight: string, expected: string, received: string) => ({
      message: `The weight "${weight}" of this layer does not have the shape that its configuration asks for.`,
      expected: `"${weight}" of shape ${expected}`,
      received,
      hint: 'Save the model together with its weights, with `model.save`.',
    }),
  },
  'forward/missing-input': {
    title: 'An input is missing',
    text: (missing: string, inputs: readonly string[], received: readonly string[]) => ({
      message: `The model has ${inputs.length} inputs; no data was given for "${missing}".`,
      expected: `data for ${inputs.map((name) => `"${name}"`).join(', ')}`,
      received:
        received.length === 0 ? 'one array without a name' : `data for ${received.join(', ')}`,
      hint: 'Give one array for each input, under the name of its input layer.',
    }),
  },
  'forward/input-shape': {
    title: 'The input data does not fit the model',
    text: (expected: string, received: string) => ({
      message: `The model takes input of shape ${expected}; the data has shape ${received}.`,
      expected,
      received,
      hint: 'Give samples of the model’s input shape, with the number of samples as first axis.',
    }),
  },
  'forward/batch-mismatch': {
    title: 'The inputs differ in their number of samples',
    text: (counts: readonly number[]) => ({
      message: `All inputs of one run must hold the same number of samples; these hold ${counts.join(', ')}.`,
      expected: 'the same first axis for all inputs',
      received: counts.join(', '),
      hint: 'Cut the inputs to the same number of samples.',
    }),
  },
  'forward/cannot-compare': {
    title: 'The two models do not belong together',
    text: (expected: string, received: string) => ({
      message: `The two models cannot be compared layer by layer: expected ${expected}, found ${received}.`,
      expected,
      received,
      hint: 'Compare a quantized Keras model with the .fbz that was converted from it.',
    }),
  },
  'forward/labels': {
    title: 'The labels do not fit the data or the model',
    text: (expected: string, received: string) => ({
      message: `Accuracy needs ${expected}; the data set has ${received}.`,
      expected,
      received,
      hint: 'Give images and integer class labels of the same length, with classes that the model has outputs for.',
    }),
  },
});
