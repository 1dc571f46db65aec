import { fail } from '../errors/diagnostic.ts';
import { formatShape, sameShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { readNpy } from './readNpy.ts';
import type { NamedFile } from './readDataset.ts';
import { readNpz } from './readNpz.ts';

/**
 * Reads calibration samples: one .npy, or all arrays of an .npz joined along their first axis, as `cnn2snn calibrate` does.
 * @throws StudioError data/wrong-samples and those of `readNpy` and `readNpz`
 * @source cnn2snn 2.3.6 cli.py
 */
export function readSamples({ name, bytes }: NamedFile): Tensor<NumericArray> {
  if (bytes[0] === 0x93) return readNpy(bytes, name);
  const [first, ...rest] = [...readNpz(bytes, name)];
  if (first === undefined)
    return fail('data/wrong-samples', { file: name }, 'at least one array', 'none');
  const [firstName, { shape, data }] = first;
  for (const [key, other] of rest) {
    const fits =
      shape.length > 0 &&
      other.data.constructor === data.constructor &&
      sameShape(other.shape.slice(1), shape.slice(1));
    if (fits) continue;
    fail(
      'data/wrong-samples',
      { file: name, path: `${key}.npy` },
      `arrays of one type and of shape (N, ...) like "${firstName}" ${formatShape(shape)}`,
      `${formatShape(other.shape)}, ${other.data.constructor.name}`,
    );
  }
  if (rest.length === 0) return { shape, data };
  return join([first[1], ...rest.map(([, array]) => array)]);
}

/** Arrays of one type, joined along the first axis. */
function join(
  arrays: readonly [Tensor<NumericArray>, ...Tensor<NumericArray>[]],
): Tensor<NumericArray> {
  const [first] = arrays;
  const total = arrays.reduce((sum, array) => sum + array.data.length, 0);
  const Kind = first.data.constructor as new (length: number) => NumericArray;
  const data = new Kind(total);
  let offset = 0;
  let count = 0;
  for (const array of arrays) {
    data.set(array.data, offset);
    offset += array.data.length;
    count += array.shape[0] ?? 0;
  }
  return { data, shape: [count, ...first.shape.slice(1)] };
}
