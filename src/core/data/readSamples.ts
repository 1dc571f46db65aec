import { fail } from '../errors/diagnostic.ts';
import { formatShape, sameShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { readNpy, readNpz, startsLikeNpy } from './readNpy.ts';
import { labelledPair, type DatasetPurpose, type NamedFile } from './readDataset.ts';

/**
 * Reads samples without labels: one .npy, or all arrays of an .npz joined along their first axis, as the toolkit's `cnn2snn calibrate`
 * does. Of a data set, whose labels cannot be joined to its images, the images are taken.
 * @param purpose  which images of a data set that holds test and training data
 * @throws StudioError data/wrong-samples and those of `readNpy` and `readNpz`
 * @source cnn2snn 2.3.6 cli.py
 */
export function readSamples(
  { name, bytes }: NamedFile,
  purpose: DatasetPurpose = 'testing',
): Tensor<NumericArray> {
  if (startsLikeNpy(bytes)) return readNpy(bytes, name);
  const arrays = readNpz(bytes, name);
  const [images, labels] = (labelledPair([...arrays.keys()], purpose) ?? []).map((key) =>
    arrays.get(key),
  );
  if (images && labels && labels.shape.length < images.shape.length) return images;
  const [first, ...rest] = [...arrays];
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
