import { defineErrors } from './define.ts';

export const fixErrors = defineErrors({
  'fix/unknown': {
    title: 'No such fix',
    text: (id: string, known: readonly string[]) => ({
      message: `There is no fix named "${id}".`,
      expected: `one of ${known.join(', ')}`,
      received: id,
      hint: 'Use the id of a fix as `check --json` reports it.',
    }),
  },
  'fix/not-applicable': {
    title: 'The fix does not apply here',
    text: (id: string, className: string) => ({
      message: `The fix "${id}" cannot be done to this ${className} layer, or is done already.`,
      expected: 'a layer with the violation that the fix answers',
      received: className,
      hint: 'Check the model again: the list of violations names the fixes that apply.',
    }),
  },
});
