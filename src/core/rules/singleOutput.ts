import { defineRule } from './define.ts';

/**
 * The runtime gives back what the last layer computes. A model with two heads can be cut into two models that share
 * their weights.
 */
export const singleOutput = defineRule({
  id: 'single-output',
  level: 'design',
  severity: 'error',
  title: 'More than one output',
  source: 'docs/reference/compatibility.md#single-output; cnn2snn 2.3.6 transforms/sequential.py',
  doc: 'An Akida 1.0 model has exactly one output.',
  check: ({ graph }) => {
    const names = graph.outputs.map((ref) => ref.layer);
    return names.slice(1).map((layer) => ({
      layer,
      message: `The model has ${names.length} outputs: ${names.join(', ')}.`,
      expected: 'one output',
      received: `${names.length} outputs`,
      hint: 'Keep one output, or make one model for each of them.',
    }));
  },
});
