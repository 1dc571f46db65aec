/** The array kinds that tensors hold. dtype lives in the type. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array;

/** A dense tensor: data in C order (last axis fastest) with its full shape. */
export interface Tensor<A extends NumericArray = Float32Array> {
  readonly shape: readonly number[];
  readonly data: A;
}

/** A layer's shape as Keras writes it: batch axis first, `null` where a size is open. */
export type Shape = readonly (number | null)[];

/** Number of elements of a shape; an empty shape (scalar) has one. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const dim of shape) size *= dim;
  return size;
}

/** Wraps data in a tensor. The length must fit the shape: callers have checked it. */
export function tensor<A extends NumericArray>(data: A, shape: readonly number[]): Tensor<A> {
  return { data, shape };
}

/** Shape text as Python prints it: `(None, 28, 28, 1)`. */
export function formatShape(shape: Shape): string {
  const dims = shape.map((dim) => (dim === null ? 'None' : String(dim)));
  return dims.length === 1 ? `(${dims[0] ?? ''},)` : `(${dims.join(', ')})`;
}

/** True when two shapes have the same axes. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}
