import { expect, test } from 'vitest';
import { formatBits } from '../../../store/actions/bits.ts';
import { parseBits, recipes, recipeSteps } from './RecipeField.tsx';

test.each(recipes)('%s is a recipe', (text) => {
  expect(
    recipeSteps(text, 2)
      .map(({ bits }) => formatBits(bits))
      .join(' > '),
  ).toBe(text);
});

test.each(['', '8/4', '8/4/4/4', '9/4/4', '8/0/4', 'a/b/c'])('%s are no bits', (text) => {
  expect(parseBits(text)).toBeNull();
});
