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
