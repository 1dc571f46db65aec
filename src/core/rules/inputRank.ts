import { formatShape } from '../tensor/tensor.ts';
import { defineRule } from './define.ts';

export const inputRank = defineRule({
  id: 'input-rank',
  level: 'design',
  severity: 'error',
  title: 'Input is neither a vector nor an image',
  source: 'reference/compatibility.md; cnn2snn 2.3.6 transforms/sequential.py',
  doc: 'The input must be a vector (N,) or an image (H, W, C): the runtime knows no other shapes.',
  check: ({ graph, shapes }) =>
    graph.inputs.flatMap(({ layer }) => {
      const shape = shapes.output(layer);
      if (shape === undefined || shape.length === 2 || shape.length === 4) return [];
      return {
        layer,
        message: `The input has ${shape.length - 1} axes besides the batch.`,
        expected: '(N,) or (H, W, C)',
        received: formatShape(shape.slice(1)),
        hint: 'Lay the input out as an image, for example a spectrogram with one channel, and use 2-D convolutions.',
      };
    }),
});
