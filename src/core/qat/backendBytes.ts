import * as tf from '@tensorflow/tfjs-core';

/** What we use of the backends' own accounts. */
interface Accounts {
  /** tfjs-backend-wasm. */
  readonly wasm?: { readonly HEAPU8?: Uint8Array };
}

/**
 * Bytes that the current backend has taken from the device: WebAssembly's heap, textures on the GPU. It keeps them between steps, when
 * no tensor is left; null where it does not say.
 */
export function backendBytes(): number | null {
  const heap = (tf.backend() as Accounts).wasm?.HEAPU8;
  if (heap) return heap.byteLength;
  const { numBytesInGPU } = tf.memory() as { readonly numBytesInGPU?: number };
  return numBytesInGPU ?? null;
}
