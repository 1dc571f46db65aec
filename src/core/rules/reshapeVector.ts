import { isLayer } from '../layers/define.ts';
import { reshape } from '../layers/reshape.ts';
import { formatShape, sameShape, type Shape } from '../tensor/tensor.ts';
import { defineRule } from './define.ts';

/**
 * The values keep their order, and the layers on both sides read them the same. Another shape would need a layer that
 * moves them.
 */
export const reshapeVector = defineRule({
  id: 'reshape-vector',
  level: 'design',
  severity: 'error',
  title: 'Reshape changes an image',
  source: 'docs/reference/compatibility.md#reshape-vector; cnn2snn 2.3.6 compatibility_checks.py',
  doc: 'Reshape may only turn (N,) into (1, 1, N) or back, or keep the shape: the runtime has no layer for it.',
  check: ({ graph, shapes }) =>
    graph.layers.flatMap((node) => {
      const [from, to] = [shapes.inputs(node)[0], shapes.output(node.name)];
      if (!isLayer(node, reshape) || !from || !to) return [];
      if (isVectorReshape(from, to) || isVectorReshape(to, from) || sameShape(from, to)) return [];
      return {
        layer: node.name,
        message: `Reshape "${node.name}" turns ${formatShape(from.slice(1))} into ${formatShape(to.slice(1))}.`,
        expected: '(N,) to (1, 1, N) or back',
        received: `${formatShape(from.slice(1))} to ${formatShape(to.slice(1))}`,
        hint: 'Use Flatten before a Dense layer; feed the model inputs that have their final shape.',
      };
    }),
});

function isVectorReshape(vector: Shape, image: Shape): boolean {
  return (
    vector.length === 2 &&
    image.length === 4 &&
    image[1] === 1 &&
    image[2] === 1 &&
    image[3] === vector[1]
  );
}
