import { defineErrors } from './define.ts';

export const graphErrors = defineErrors({
  'graph/unknown-layer-name': {
    title: 'No such layer',
    text: (name: string, known: readonly string[]) => ({
      message: `The model has no layer named "${name}".`,
      expected: `one of ${known.map((n) => `"${n}"`).join(', ')}`,
      received: `"${name}"`,
      hint: 'Use a layer name as the model file spells it.',
    }),
  },
  'graph/not-serial': {
    title: 'The model is not one chain of layers',
    text: (reason: string) => ({
      message: `This step needs a model whose layers follow one another in a single chain: ${reason}.`,
      expected: 'one input, one output, every layer used once',
      received: reason,
      hint: 'Remove branches, extra inputs or outputs and shared layers, then try again; `check` lists each place.',
    }),
  },
  'graph/unknown-shape': {
    title: 'A shape cannot be worked out',
    text: (className: string) => ({
      message: `The output shape of this ${className} layer is not known, so the layers behind it cannot be used.`,
      expected: 'layers whose shapes follow from the input shape',
      received: className,
      hint: 'Save the model with a fixed input shape and without custom layers.',
    }),
  },
});
