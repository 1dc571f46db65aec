import { fail, type Where } from '../errors/diagnostic.ts';
import { formatShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';

/** Values of a row that an error shows. */
const SHOWN = 6;

/**
 * The class number of each image: numbers of shape (N,), as a column or a row too, or one-hot rows (N, classes) of any number type.
 * @throws StudioError data/wrong-labels, data/soft-labels for shares of several classes, data/many-labels for rows without just one class
 */
export function labelsFrom(
  { data, shape }: Tensor<NumericArray>,
  count: number,
  where: Where,
): Int32Array {
  // Axes of size 1 tell nothing: (N, 1), (1, N) and (N, 1, 1, classes) are written too.
  const [n, ...more] = shape;
  const rest = more.filter((size) => size !== 1);
  const [classes, ...others] = rest;
  const isColumn = data.length === count && (n === count || n === 1);
  if (isColumn) return numbers(data, where);
  if (n !== count || others.length > 0 || classes === undefined || classes === 0) {
    const expected = `shape (${count},), or (${count}, classes) with one-hot rows`;
    return fail('data/wrong-labels', where, expected, formatShape(shape));
  }
  return Int32Array.from({ length: count }, (_, i) =>
    hotClass(data.subarray(i * classes, (i + 1) * classes), i, where),
  );
}

function numbers(data: NumericArray, where: Where): Int32Array {
  return Int32Array.from(data, (value: number) => {
    if (Number.isInteger(value) && value >= 0) return value;
    return fail('data/wrong-labels', where, 'class numbers from 0', `${value}`);
  });
}

/** The place of the only 1 in a row of zeros. */
function hotClass(row: NumericArray, image: number, where: Where): number {
  let ones = 0;
  let place = 0;
  let isHot = true;
  for (let c = 0; c < row.length; c++) {
    const value = row[c] ?? 0;
    if (value === 1) {
      ones++;
      place = c;
    } else if (value !== 0) isHot = false;
  }
  if (isHot && ones === 1) return place;
  const shown = [...row.subarray(0, SHOWN)].map((value) => Number(value.toPrecision(3)));
  const text = `${shown.join(', ')}${row.length > SHOWN ? ', ...' : ''}`;
  return fail(isHot ? 'data/many-labels' : 'data/soft-labels', where, image, text);
}
