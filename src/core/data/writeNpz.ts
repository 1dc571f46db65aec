import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { writeNpy } from './writeNpy.ts';
import { writeZip } from './zip.ts';

/** Writes arrays as a deflated .npz archive that `numpy.load` opens; the same arrays give the same bytes. */
export function writeNpz(arrays: ReadonlyMap<string, Tensor<NumericArray>>): Uint8Array {
  return writeZip(new Map([...arrays].map(([name, array]) => [`${name}.npy`, writeNpy(array)])));
}
