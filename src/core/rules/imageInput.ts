import { isLayer } from '../layers/define.ts';
import { conv2d } from '../layers/conv2d.ts';
import { quantizedConv2d } from '../layers/quantizedConv2d.ts';
import { quantizemlConv2d } from '../layers/quantizemlConv2d.ts';
import { rescaling } from '../layers/rescaling.ts';
import { defineRule, orList } from './define.ts';

const INPUT_CONVOLUTIONS = [conv2d, quantizedConv2d, quantizemlConv2d] as const;

/**
 * Pixels have 8 bits, and the input convolution is the one unit that takes such values. It takes one or three
 * channels. What is not an image enters as spikes of 4 bits and may begin with any neural layer.
 */
export const imageInput = defineRule({
  id: 'image-input',
  level: 'design',
  severity: 'error',
  title: 'First layer does not fit an image input',
  source:
    'docs/reference/compatibility.md#image-input; cnn2snn 2.3.6 compatibility_checks.py, _check_first_layer_with_image_input',
  doc: 'Images (uint8 pixels, 1 or 3 channels) enter through a Conv2D; other inputs are 4-bit events.',
  check: ({ segments, shapes, input, generation }) => {
    if (!input.inputIsImage) return [];
    const allowed = orList(generation.imageChannels);
    return segments
      .filter((segment) => segment.startsAtInput)
      .flatMap(({ ordered }) => {
        const first = isLayer(ordered[0], rescaling) ? ordered[1] : ordered[0];
        if (first === undefined || first.serialized['data_format'] === 'channels_first') return [];
        const rank = shapes.inputs(first)[0]?.length;
        // Other ranks and axis orders are told by rules of their own.
        if (rank !== undefined && rank !== 2 && rank !== 4) return [];
        const isConvolution = INPUT_CONVOLUTIONS.some((kind) => isLayer(first, kind));
        const channels = shapes.inputs(first)[0]?.at(-1);
        const fits = channels === undefined || generation.imageChannels.includes(channels ?? 0);
        if (isConvolution && fits) return [];
        return {
          layer: first.name,
          message: `With image input the first layer must be a Conv2D on ${allowed} channels.`,
          expected: `Conv2D with ${allowed} input channels`,
          received: `${first.className} with ${channels ?? 'an open number of'} channels`,
          hint: 'Start with a Conv2D on the pixels, or take the inputs as integers from 0 to 15: Input, Sparse in the studio, -sp True on the command line.',
        };
      });
  },
});
