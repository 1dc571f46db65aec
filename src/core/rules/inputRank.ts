import { formatShape } from '../tensor/tensor.ts';
import { defineRule } from './define.ts';

export const inputRank = defineRule({
  id: 'input-rank',
  level: 'design',
  severity: 'error',
  title: 'Input is neither a vector nor an image',
  source: 'docs/reference/compatibility.md#input-rank; cnn2snn 2.3.6 transforms/sequential.py',
  doc: 'The input must be a vector (N,) or an image (H, W, C) of a fixed size: the runtime knows no other shapes.',
  check: ({ graph, shapes, isQuantized }) =>
    graph.inputs.flatMap(({ layer }) => {
      const shape = shapes.output(layer);
      if (shape === undefined) return [];
      const received = formatShape(shape.slice(1));
      if (shape.length !== 2 && shape.length !== 4) {
        return {
          layer,
          message: `The input has ${shape.length - 1} axes besides the batch.`,
          expected: '(N,) or (H, W, C)',
          received,
          hint: 'Lay the input out as an image, for example a spectrogram with one channel, and use 2-D convolutions.',
        };
      }
      if (!shape.slice(1).includes(null)) return [];
      return {
        layer,
        // The toolkit minds it only when it converts.
        severity: isQuantized ? ('error' as const) : ('info' as const),
        message: 'The size of the input is open; a converted model has one size.',
        expected: 'known sizes on every axis but the batch',
        received,
        hint: 'Build the model in Keras with a fixed input shape, or give it one on the command line: `cnn2snn reshape -m MODEL -iw WIDTH -ih HEIGHT`.',
      };
    }),
});
