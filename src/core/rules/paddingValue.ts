import { paddedPixel } from '../akida/model.ts';
import { defineRule } from './define.ts';

const LARGEST_PIXEL = 255;

/**
 * Around an image stand cells that hold the input shift, for it is the pixel that the value 0 of the Keras model became. A pixel has 8
 * bits, and a shift that does not fit is cut to its low byte, without a word.
 */
export const paddingValue = defineRule({
  id: 'padding-value',
  level: 'quantization',
  severity: 'warning',
  title: 'The input shift is no pixel',
  source:
    'docs/reference/compatibility.md#padding-value; docs/reference/integer-semantics.md#padding',
  doc: 'Padded cells of the input convolution hold the input shift, a pixel of 0 to 255.',
  afterConversion: true,
  check: ({ converted }) =>
    (converted?.layers ?? []).flatMap((layer) => {
      if (layer.kind !== 'InputConvolutional') return [];
      const { name, paddingValue: value, padding } = layer;
      if (value >= 0 && value <= LARGEST_PIXEL) return [];
      const effect =
        padding === 'same'
          ? `padded cells hold its low byte, ${paddedPixel(value)}, and the outputs differ from the Keras model along the borders`
          : 'nothing is padded here, so the outputs stay';
      return {
        layer: name,
        message: `The input shift of ${value} is no pixel: ${effect}. Runtimes of Akida 2 (akida 2.19) refuse the file.`,
        expected: `a shift of 0 to ${LARGEST_PIXEL}`,
        received: String(value),
        hint: 'Train on inputs whose 0 is a pixel: x / 255, (x - 128) / 128, or any (x - shift) / scale with a shift of 0 to 255.',
      };
    }),
});
