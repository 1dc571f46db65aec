import { defineRule } from './define.ts';

/** A design can be checked before it is trained, as far as the layers tell. */
export const weightsMissing = defineRule({
  id: 'weights-missing',
  level: 'design',
  severity: 'info',
  title: 'A design: its weights are not known',
  source: 'docs/reference/compatibility.md#weights-missing',
  doc: 'An architecture without weights is checked as far as its layers, shapes and bits tell. What the values of weights decide shows once the model is trained.',
  check: ({ graph }) =>
    graph.isDesign
      ? [
          {
            layer: graph.layers[0]?.name,
            message:
              'The file describes the layers alone. Rules on layers, shapes, bits and the chip are checked; those on values are not: finite weights, gammas, the bias of the head, thresholds and steps.',
            expected: 'weights, to run and to convert the model',
            received: 'an architecture without weights',
            hint: 'Change the design until no error is left, train it in Keras, then open the trained model.',
          },
        ]
      : [],
});
