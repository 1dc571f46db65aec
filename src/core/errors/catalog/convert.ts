import { formatShape, type Shape } from '../../tensor/tensor.ts';
import { defineErrors } from './define.ts';

export const convertErrors = defineErrors({
  'convert/open-input-shape': {
    title: 'Input size not fixed',
    text: (shape: Shape) => ({
      message: 'The chip needs a fixed input size.',
      expected: 'known sizes on every axis but the batch',
      received: formatShape(shape),
      hint: 'Give the model a fixed input shape: `cnn2snn reshape -m MODEL -iw WIDTH -ih HEIGHT`.',
    }),
  },
  'convert/padding-value': {
    title: 'Padded cells without a pixel value',
    text: (values: readonly number[]) => ({
      message:
        'The layer pads with values that the chip does not have: it takes one pixel value for all channels.',
      expected: 'one value from 0 to 255',
      received: values.join(', '),
      hint: 'Set padding "valid" in the float model, or one offset in its Rescaling layer for all channels, and quantize it again.',
    }),
  },
  'convert/threshold-overflow': {
    title: 'A threshold leaves 32 bits',
    text: (filter: number, value: number) => ({
      message: `The threshold of filter ${filter} is too large for the chip.`,
      expected: 'a value within 32 bits, signed',
      received: String(value),
      hint: 'The weights of this filter are tiny next to its bias: prune the filter, or fine-tune with weight decay.',
    }),
  },
});
