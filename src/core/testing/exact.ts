import { expect } from 'vitest';
import type { NumericArray } from '../tensor/tensor.ts';

/**
 * A copy in which every typed array is a string of its type and bytes. Comparing numbers one by one takes vitest seconds for a
 * large model; two values are equal in every bit exactly when their copies are.
 */
export function exact(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return `${value.constructor.name} ${bytes.toString('latin1')}`;
  }
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, exact(item)]));
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exact(item)]));
}

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
