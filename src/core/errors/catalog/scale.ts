import { defineErrors } from './define.ts';

export const scaleErrors = defineErrors({
  'scale/float-model': {
    title: 'The model is not quantized',
    text: () => ({
      message: 'Training for the chip starts from a quantized model; this one is in float.',
      expected: 'quantized layers',
      received: 'float layers only',
      hint: 'Quantize it first: under Quantize in the studio, with cnn2snn quantize -m MODEL -iq 8 -wq 4 -aq 4 on the command line.',
    }),
  },
  'scale/unknown-quantizer': {
    title: 'A quantizer that the Python toolkit lacks',
    text: (className: string, known: readonly string[]) => ({
      message: `TensorFlow trains this layer with cnn2snn, which has no ${className}.`,
      expected: known.join(', '),
      received: className,
      hint: 'Give the layer 2, 4 or 8 bits, or train the model here: under Fine-tune in the studio, with cnn2snn finetune on the command line.',
    }),
  },
});
