import { defineErrors } from './define.ts';

export const calibrateErrors = defineErrors({
  'calibrate/not-quantized': {
    title: 'The model is not quantized',
    text: () => ({
      message: 'Calibration corrects quantized layers, and this model has none.',
      expected: 'QuantizedConv2D, QuantizedSeparableConv2D or QuantizedDense layers',
      received: 'float layers only',
      hint: 'Quantize the model first: under Quantize in the studio, with `cnn2snn quantize -m model.h5` on the command line.',
    }),
  },
  'calibrate/quantizeml-model': {
    title: 'A model of QuantizeML was calibrated when it was quantized',
    text: () => ({
      message:
        'QuantizeML chose the ranges of this model from samples; the methods here correct models of the toolkit 2.3.6.',
      expected: 'a model that cnn2snn or this program quantized',
      received: 'a model that QuantizeML quantized',
      hint: 'Quantize it again with more samples in QuantizeML, or fine-tune it here: under Fine-tune in the studio, with `cnn2snn finetune -m model.h5 -i train.npz` on the command line.',
    }),
  },
  'calibrate/batch-size': {
    title: 'The batch size does not fit the samples',
    text: (batchSize: number, samples: number) => ({
      message: `Only full batches count, and ${samples} samples do not fill one of ${batchSize}.`,
      expected: `a whole batch size from 1 to ${samples}`,
      received: String(batchSize),
      hint: 'Choose a smaller batch size, or leave it out to use all samples at once.',
    }),
  },
});
