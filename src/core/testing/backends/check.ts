import type { Tensor, NumericArray } from '../../tensor/tensor.ts';
import { readNpz } from '../../data/readNpy.ts';
import { invariant } from '../../errors/diagnostic.ts';

/** Bytes of a golden file by its path inside the golden directory: from the disk in unit tests, from the server in a page. */
export type GoldenReader = (path: string) => Promise<Uint8Array>;

/** One thing that every TensorFlow.js backend must get right. */
export interface BackendCheck {
  readonly name: string;
  /** Largest error that passes; 0 where integers are compared. */
  readonly tolerance: number;
  /** Computes on the current backend; the largest error found. */
  readonly error: () => Promise<number>;
}

/** A golden .npz as arrays of float32 by name. @throws AssertionError on a name that it does not hold */
export async function goldenArrays(read: GoldenReader, path: string) {
  const arrays = readNpz(await read(path), path);
  const tensor = (name: string): Tensor<NumericArray> => {
    const found = arrays.get(name);
    invariant(found, `${path} has no ${name}`);
    return found;
  };
  return { tensor, values: (name: string) => Float32Array.from(tensor(name).data) };
}

/** Largest difference, as a share of the largest expected value. */
export function largestRelativeError(received: Float32Array, expected: Float32Array): number {
  let error = received.length === expected.length ? 0 : Infinity;
  let largest = 0;
  expected.forEach((value, i) => {
    error = Math.max(error, Math.abs((received[i] ?? NaN) - value));
    largest = Math.max(largest, Math.abs(value));
  });
  return error / largest;
}

/** Largest difference of two arrays of integers; infinite where their lengths differ or a value is no number. */
export function largestDifference(received: NumericArray, expected: NumericArray): number {
  if (received.length !== expected.length) return Infinity;
  let error = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(Number(received[i]) - Number(expected[i]));
    error = Math.max(error, Number.isNaN(difference) ? Infinity : difference);
  }
  return error;
}
