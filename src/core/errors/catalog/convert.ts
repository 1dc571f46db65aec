import { formatShape, type Shape } from '../../tensor/tensor.ts';
import { defineErrors } from './define.ts';

export const convertErrors = defineErrors({
  'convert/two-scalings': {
    title: 'Two input scalings',
    text: ([scale, shift]: readonly [number, number]) => ({
      message: 'The model starts with a Rescaling layer, and an input scaling is given as well.',
      expected: 'one of the two',
      received: `a Rescaling layer and (${scale}, ${shift})`,
      hint: 'Leave the scaling out: the Rescaling layer holds it.',
    }),
  },
  'convert/scale-not-positive': {
    title: 'Input scale not positive',
    text: (scale: number) => ({
      message: 'The input scale says how many integer steps one real input unit has.',
      expected: 'a finite number above 0',
      received: String(scale),
      hint: 'Give 255 for images in 0..1, 128 for images in -1..1, 1 for raw pixels.',
    }),
  },
  'convert/shift-on-sparse-input': {
    title: 'Shift on a sparse input',
    text: (shift: number) => ({
      message: 'Inputs of 0..15 have no padding value, so they cannot be shifted.',
      expected: 'a shift of 0',
      received: String(shift),
      hint: 'Use a shift of 0, or image input (uint8 pixels).',
    }),
  },
  'convert/rescaling-per-channel': {
    title: 'Rescaling per channel',
    text: () => ({
      message:
        'This Rescaling layer has one scale per channel; the chip has one for the whole input.',
      expected: 'one scale and one offset',
      received: 'lists',
      hint: 'Fold the per-channel factors into the first convolution, or train with one scale.',
    }),
  },
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
