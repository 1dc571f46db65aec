import type { BitWidths } from '../../../project/plan.ts';
import type { RecipePart } from '../../../project/training/request.ts';

/** Recipes that are known to work, by the way they go. */
export const recipes = [
  '8/4/4 > 4/4/4 > 4/4/2 > 2/2/2 > 2/2/1',
  '8/4/4 > 4/4/4',
  '8/4/4 > 8/2/2',
  '8/2/2 > 2/2/1',
  '8/8/4 > 8/4/4',
] as const;

/** Bits that a text like 8/4/4 tells; null for anything else. */
export function parseBits(text: string): BitWidths | null {
  const match = /^\s*(\d)\s*\/\s*(\d)\s*\/\s*(\d)\s*$/.exec(text);
  const [inputWeightBits = 0, weightBits = 0, activationBits = 0] = (match ?? [])
    .slice(1)
    .map(Number);
  const fits = [inputWeightBits, weightBits, activationBits].every(
    (bits) => bits >= 1 && bits <= 8,
  );
  return match && fits ? { inputWeightBits, weightBits, activationBits } : null;
}

/** The steps of a recipe in its short form. */
export function recipeSteps(text: string, epochs: number): readonly RecipePart[] {
  return text
    .split('>')
    .map(parseBits)
    .filter((bits) => bits !== null)
    .map((bits) => ({ bits, epochs }));
}
