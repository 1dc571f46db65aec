import { defineRule } from './define.ts';

export const singleInput = defineRule({
  id: 'single-input',
  level: 'design',
  severity: 'error',
  title: 'More than one input',
  source: 'docs/reference/compatibility.md#single-input; cnn2snn 2.3.6 transforms/sequential.py',
  doc: 'An Akida 1.0 model has exactly one input.',
  check: ({ graph }) => {
    const names = graph.inputs.map((ref) => ref.layer);
    return names.slice(1).map((layer) => ({
      layer,
      message: `The model has ${names.length} inputs: ${names.join(', ')}.`,
      expected: 'one input',
      received: `${names.length} inputs`,
      hint: 'Build a model that needs one input only, for example by stacking the inputs as channels.',
    }));
  },
});
