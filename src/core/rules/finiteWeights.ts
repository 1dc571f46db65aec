import { defineRule, type Finding } from './define.ts';

/** How many values of an array are not finite. Graphs share their arrays, and every change of the plan asks anew. */
const counted = new WeakMap<Float32Array, number>();

/** A value that is no number makes everything behind it none. */
export const finiteWeights = defineRule({
  id: 'finite-weights',
  level: 'design',
  severity: 'error',
  title: 'A weight is not a finite number',
  source: 'docs/reference/compatibility.md#finite-weights',
  doc: 'NaN and infinite weights have no integer, and make every output behind them meaningless. They come of a training that diverged, or of a damaged file.',
  check: ({ graph }) =>
    graph.layers.flatMap(({ name, weights }) =>
      Object.entries(weights).flatMap(([weight, { data }]): readonly Finding[] => {
        const bad = notFinite(data);
        if (bad === 0) return [];
        return [
          {
            layer: name,
            message: `The weight "${weight}" of "${name}" holds ${bad} of ${data.length} values that are NaN or infinite.`,
            expected: 'finite numbers',
            received: `${bad} NaN or infinite`,
            hint: 'Take the weights of an earlier epoch, or train again with a lower learning rate or clipped gradients.',
          },
        ];
      }),
    ),
});

function notFinite(data: Float32Array): number {
  const known = counted.get(data);
  if (known !== undefined) return known;
  // The difference of a finite number to itself is zero, of all others NaN: one sum tells whether to look closer.
  let sum = 0;
  for (const value of data) sum += value - value;
  let bad = 0;
  if (sum !== 0) for (const value of data) if (!Number.isFinite(value)) bad++;
  counted.set(data, bad);
  return bad;
}
