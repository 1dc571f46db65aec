import { tensor, type Tensor } from '../tensor/tensor.ts';

/**
 * Adds zero cells around an image, or cuts cells off where the number is negative.
 * @param input  float32 [batch, height, width, channels]
 * @param sides  cells at ((top, bottom), (left, right))
 */
export function shiftWindow(
  input: Tensor,
  [[top, bottom], [left, right]]: readonly [readonly [number, number], readonly [number, number]],
): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const outHeight = height + top + bottom;
  const outWidth = width + left + right;
  const output = new Float32Array(batch * outHeight * outWidth * channels);
  const firstColumn = Math.max(-left, 0);
  const endColumn = Math.min(width, width + right);
  for (let n = 0; n < batch; n++) {
    for (let row = Math.max(-top, 0); row < Math.min(height, height + bottom); row++) {
      const from = (n * height + row) * width;
      const to = ((n * outHeight + row + top) * outWidth + firstColumn + left) * channels;
      output.set(
        input.data.subarray((from + firstColumn) * channels, (from + endColumn) * channels),
        to,
      );
    }
  }
  return tensor(output, [batch, outHeight, outWidth, channels]);
}

/** Repeats every cell `factors` times along height and width. */
export function repeatCells(input: Tensor, factors: readonly [number, number]): Tensor {
  return sampleCells(input, factors, (position, factor) => {
    const cell = Math.floor(position / factor);
    return { before: cell, after: cell, share: 0 };
  });
}

/**
 * Enlarges an image by linear interpolation between cell centres.
 *     source = (i + 0.5) / factor - 0.5, held at the edges
 * @source tf.image.resize with half-pixel centres, TensorFlow 2.10
 */
export function interpolateCells(input: Tensor, factors: readonly [number, number]): Tensor {
  return sampleCells(input, factors, (position, factor, size) => {
    const source = (position + 0.5) / factor - 0.5;
    const before = Math.floor(source);
    return {
      before: Math.max(before, 0),
      after: Math.min(before + 1, size - 1),
      share: source - before,
    };
  });
}

/** Where an output cell takes its value from along one axis: `before` and `after`, blended by `share`. */
interface Sample {
  readonly before: number;
  readonly after: number;
  readonly share: number;
}

function sampleCells(
  input: Tensor,
  factors: readonly [number, number],
  sampleOf: (position: number, factor: number, size: number) => Sample,
): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const rows = Array.from({ length: height * factors[0] }, (_, i) =>
    sampleOf(i, factors[0], height),
  );
  const columns = Array.from({ length: width * factors[1] }, (_, i) =>
    sampleOf(i, factors[1], width),
  );
  const output = new Float32Array(batch * rows.length * columns.length * channels);
  let at = 0;
  for (let n = 0; n < batch; n++) {
    const cell = (row: number, column: number, c: number) =>
      input.data[((n * height + row) * width + column) * channels + c] as number;
    for (const row of rows) {
      for (const column of columns) {
        for (let c = 0; c < channels; c++) {
          const top = blend(
            cell(row.before, column.before, c),
            cell(row.before, column.after, c),
            column.share,
          );
          const bottom = blend(
            cell(row.after, column.before, c),
            cell(row.after, column.after, c),
            column.share,
          );
          output[at++] = blend(top, bottom, row.share);
        }
      }
    }
  }
  return tensor(output, [batch, rows.length, columns.length, channels]);
}

function blend(before: number, after: number, share: number): number {
  return before + (after - before) * share;
}
