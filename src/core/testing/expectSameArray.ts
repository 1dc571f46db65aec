import { expect } from 'vitest';
import type { NumericArray } from '../tensor/tensor.ts';

/** Compares two arrays element for element and names the first difference; far faster than toEqual on large ones. */
export function expectSameArray(
  ours: NumericArray | undefined,
  theirs: NumericArray | undefined,
  what: string,
): void {
  expect(ours?.constructor, what).toBe(theirs?.constructor);
  expect(ours?.length, what).toBe(theirs?.length);
  const length = theirs?.length ?? 0;
  for (let i = 0; i < length; i++) {
    if (!Object.is(ours?.[i], theirs?.[i])) {
      expect.fail(`${what}[${i}]: ${String(ours?.[i])} is not ${String(theirs?.[i])}`);
    }
  }
}
