import { defineErrors } from './define.ts';

export const graphErrors = defineErrors({
  'graph/unknown-layer-name': {
    title: 'No such layer',
    text: (name: string, known: readonly string[]) => ({
      message: `The model has no layer named "${name}".`,
      expected: `one of ${known.map((n) => `"${n}"`).join(', ')}`,
      received: `"${name}"`,
      hint: 'Use a layer name as the model file spells it.',
    }),
  },
  'graph/not-serial': {
    title: 'The model is not one chain of layers',
    text: (reason: string) => ({
      message: `This step needs a model whose layers follow one another in a single chain: ${reason}.`,
      expected: 'one input, one output, every layer used once',
      received: reason,
      hint: 'Remove branches, extra inputs or outputs and shared layers, then try again; `check` lists each place.',
    }),
  },
  'graph/no-weights': {
    title: 'The model is a design without weights',
    text: (task: string) => ({
      message: `"${task}" computes with the weights of the model, and the file describes its layers alone.`,
      expected: 'a model with its weights',
      received: 'an architecture, as model.to_json() writes it',
      hint: 'Train the model, then open it as model.save("model.h5") writes it, or open the architecture together with the file of model.save_weights().',
    }),
  },
  'graph/unknown-shape': {
    title: 'A shape cannot be worked out',
    text: (className: string) => ({
      message: `The output shape of this ${className} layer is not known, so the layers behind it cannot be used.`,
      expected: 'layers whose shapes follow from the input shape',
      received: className,
      hint: 'Save the model with a fixed input shape and without custom layers.',
    }),
  },
  'graph/input-rank': {
    title: 'Input shape not supported',
    text: (rank: number) => ({
      message: 'The model must take vectors or images.',
      expected: 'an input of shape (batch, N) or (batch, height, width, channels)',
      received: `an input of rank ${rank}`,
      hint: 'Rebuild the model with a 1-D or 3-D input (without the batch axis).',
    }),
  },
  'graph/channels-first': {
    title: 'Channels come first',
    text: () => ({
      message: 'This layer puts the channel axis before height and width.',
      expected: 'data_format channels_last',
      received: 'data_format channels_first',
      hint: 'Rebuild the model with channels_last; kernels keep their layout, only the axes of the images change.',
    }),
  },
  'graph/negative-gamma': {
    title: 'BatchNormalization cannot move before the pooling layer',
    text: (count: number, pool: string) => ({
      message: `${count} gammas are zero or negative, so this BatchNormalization cannot be moved before "${pool}": a maximum would become a minimum.`,
      expected: 'positive gammas behind a MaxPooling2D',
      received: `${count} gammas at or below zero`,
      hint: 'Place BatchNormalization before the pooling layer, or constrain gamma to be positive, and train again.',
    }),
  },
  'graph/zero-gamma': {
    title: 'BatchNormalization silences a channel',
    text: (count: number) => ({
      message: `${count} scales (gamma / sqrt(variance)) are zero: once folded, their kernels would be all zero.`,
      expected: 'non-zero gammas',
      received: `${count} zero scales`,
      hint: 'Remove the dead channels or train again without driving gamma to zero.',
    }),
  },
  'graph/batch-norm-axis': {
    title: 'BatchNormalization on another axis',
    text: (axis: readonly number[]) => ({
      message: 'BatchNormalization must normalize the last axis to be folded.',
      expected: 'axis -1 (channels)',
      received: `axis ${axis.join(', ')}`,
      hint: 'Rebuild the layer with axis=-1 and train again.',
    }),
  },
  'graph/batch-norm-per-tensor': {
    title: 'BatchNormalization behind a per-tensor quantizer',
    text: (neural: string, quantizer: string) => ({
      message: `BatchNormalization scales every channel by its own factor, and "${neural}" has one grid for all channels.`,
      expected: 'a per-axis quantizer, or BatchNormalization folded before quantization',
      received: quantizer,
      hint: 'Quantize with BatchNormalization folded (the default), or use MaxPerAxisQuantizer or StdPerAxisQuantizer.',
    }),
  },
  'graph/reshape-breaks': {
    title: 'The model does not take that image size',
    text: (expected: string, input: string) => ({
      message: `This layer does not fit an input of shape ${input}.`,
      expected,
      received: input,
      hint: "Choose a size that keeps the layer's input, or a model that ends in GlobalAveragePooling2D, which takes any size.",
    }),
  },
});
