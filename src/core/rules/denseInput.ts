import { formatShape, type Shape } from '../tensor/tensor.ts';
import { defineRule } from './define.ts';
import { isDense } from '../layers/layerGroups.ts';

export const denseInput = defineRule({
  id: 'dense-input',
  level: 'design',
  severity: 'error',
  title: 'Dense on an image',
  source: 'docs/reference/compatibility.md#dense-input; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'A Dense layer gets a vector, (N,) or (1, 1, N): on an image Keras would apply it at every pixel.',
  check: ({ graph, shapes }) =>
    graph.layers.filter(isDense).flatMap((node) => {
      const shape = shapes.inputs(node)[0];
      if (shape === undefined || isVector(shape)) return [];
      return {
        layer: node.name,
        message: `Dense "${node.name}" gets an image.`,
        expected: '(N,) or (1, 1, N)',
        received: formatShape(shape.slice(1)),
        hint: 'Put Flatten or GlobalAveragePooling2D before it; to mix channels at every pixel use a 1x1 Conv2D.',
      };
    }),
});

function isVector(shape: Shape): boolean {
  return shape.length === 2 || (shape.length === 4 && shape[1] === 1 && shape[2] === 1);
}
