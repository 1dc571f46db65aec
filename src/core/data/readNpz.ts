import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { readNpy } from './readNpy.ts';
import { readZip } from './zip.ts';

/**
 * Reads the arrays of a NumPy .npz archive by name, in the order of the archive. Entries that are not arrays are left out.
 * @param wanted which arrays to read, by name; all when left out
 * @throws StudioError data/not-zip, data/damaged-zip-entry and those of `readNpy`
 */
export function readNpz(
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean = () => true,
): ReadonlyMap<string, Tensor<NumericArray>> {
  const isWanted = (path: string) => path.endsWith('.npy') && wanted(nameOf(path));
  const arrays = new Map<string, Tensor<NumericArray>>();
  for (const [path, entry] of readZip(bytes, file, isWanted)) {
    arrays.set(nameOf(path), readNpy(entry, file, path));
  }
  return arrays;
}

function nameOf(path: string): string {
  return path.replace(/\.npy$/, '');
}
