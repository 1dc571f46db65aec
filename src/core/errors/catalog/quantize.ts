import { defineErrors } from './define.ts';

export const quantizeErrors = defineErrors({
  'quantize/unknown-quantizer': {
    title: 'Unknown weight quantizer',
    text: (name: string, known: readonly string[]) => ({
      message: `There is no weight quantizer of that name.`,
      expected: known.join(', '),
      received: name,
      hint: 'Choose one of the listed quantizers; MaxPerAxisQuantizer is the default.',
    }),
  },
  'quantize/quantizer-bits': {
    title: "Bitwidth outside the quantizer's range",
    text: (quantizer: string, bits: number, [low, high]: readonly [number, number]) => ({
      message: `${quantizer} cannot hold ${bits}-bit weights.`,
      expected: low === high ? `${low} bit` : `${low} to ${high} bits`,
      received: `${bits} bits`,
      hint:
        bits === 1
          ? 'Use BinaryPerAxisQuantizer or BinaryQuantizer for 1-bit weights.'
          : 'Choose a bitwidth in that range.',
    }),
  },
  'quantize/non-finite-weight': {
    title: 'A weight is not a number',
    text: (index: number, value: number) => ({
      message: `Weight ${index} of this layer's kernel is ${value}.`,
      expected: 'finite weights',
      received: String(value),
      hint: 'The training diverged: train again from an earlier checkpoint, with a smaller learning rate.',
    }),
  },
  'quantize/bad-bits': {
    title: 'Bitwidth not supported',
    text: (what: string, bits: number, expected: string) => ({
      message: `${what} cannot have ${bits} bits.`,
      expected,
      received: `${bits}`,
      hint: `Choose ${expected}.`,
    }),
  },
  'quantize/already-quantized': {
    title: 'A quantized layer cannot go back to float',
    text: (className: string) => ({
      message: `This layer is a ${className}: bitwidth 0 would leave it in float, but its float original is gone.`,
      expected: 'a bitwidth of at least 1',
      received: '0',
      hint: 'Quantize the float model again with bitwidth 0 for this layer.',
    }),
  },
  'quantize/quantizeml-model': {
    title: 'QuantizeML chose the bits of this model',
    text: () => ({
      message:
        'QuantizeML quantized this model, and calibrated its ranges for the bits that it has: with others they would not fit.',
      expected: 'a float model, or one that cnn2snn or this program quantized',
      received: 'a model that QuantizeML quantized',
      hint: 'Convert or fine-tune it at the bits that it has; for others quantize the float model that it was made from.',
    }),
  },
  'quantize/unsupported-argument': {
    title: 'Layer argument not supported',
    text: (argument: string, expected: string, received: string) => ({
      message: `A quantized layer has no argument "${argument}" other than ${expected}.`,
      expected,
      received,
      hint:
        argument === 'activation'
          ? 'Split the activation off into a layer of its own (`check` names the fix); drop a trailing softmax.'
          : `Rebuild the layer with ${argument}=${expected} and train again.`,
    }),
  },
  'quantize/not-quantizable': {
    title: 'This layer has nothing to quantize',
    text: (className: string) => ({
      message: `A ${className} layer has neither weights nor an activation that can be quantized.`,
      expected: 'Conv2D, SeparableConv2D, Dense, ReLU or one of their quantized versions',
      received: className,
      hint: 'Name a neural layer for weight bits or a ReLU for activation bits.',
    }),
  },
});
