import { formatShape, type Shape } from '../../tensor/tensor.ts';
import { defineErrors } from './define.ts';

export const convertErrors = defineErrors({
  'convert/open-input-shape': {
    title: 'Input size not fixed',
    text: (shape: Shape) => ({
      message: 'The chip needs a fixed input size.',
      expected: 'known sizes on every axis but the batch',
      received: formatShape(shape),
      hint: 'Build the model in Keras with a fixed input shape, or give it one on the command line: `cnn2snn reshape -m MODEL -iw WIDTH -ih HEIGHT`.',
    }),
  },
  'convert/outputs-differ': {
    title: 'The network does not give what the quantized model gives',
    text: (differing: number, values: number) => ({
      message:
        'On trial inputs this layer of the converted network gives other numbers than the layers that it was made of. The fault is in the studio, not in your model, and nothing was written.',
      expected: `${values} equal outputs, rounding aside`,
      received: `${differing} that differ`,
      hint: 'Please report it, with this text, the version of the studio, the command or the settings, and the model file if you can share it.',
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
