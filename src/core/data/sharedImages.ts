import { sizeOf, type Tensor } from '../tensor/tensor.ts';

/** How many of the images in `b` are in `a` too, byte for byte. */
export function sharedImages(a: Tensor<Uint8Array>, b: Tensor<Uint8Array>): number {
  const size = sizeOf(a.shape.slice(1));
  if (size !== sizeOf(b.shape.slice(1))) return 0;
  const known = new Map<number, Uint8Array[]>();
  for (const image of imagesOf(a, size)) {
    const key = hashOf(image);
    const same = known.get(key);
    if (same) same.push(image);
    else known.set(key, [image]);
  }
  let shared = 0;
  for (const image of imagesOf(b, size)) {
    const candidates = known.get(hashOf(image)) ?? [];
    if (candidates.some((other) => other.every((pixel, i) => pixel === image[i]))) shared++;
  }
  return shared;
}

function* imagesOf({ data }: Tensor<Uint8Array>, size: number): Iterable<Uint8Array> {
  for (let from = 0; from < data.length; from += size) yield data.subarray(from, from + size);
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}
