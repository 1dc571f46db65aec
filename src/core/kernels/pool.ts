import { windowAxis, type Padding } from '../tensor/window.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/** How the window of a 2-D pool moves. */
export interface PoolGeometry {
  readonly poolSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

/**
 * Largest value of every window; padded cells do not take part.
 * @param input  float32 [batch, height, width, channels]
 * @returns float32 [batch, outHeight, outWidth, channels]
 */
export function maxPool(input: Tensor, geometry: PoolGeometry): Tensor {
  return poolWindows(input, geometry, -Infinity, (kept, value) => (value > kept ? value : kept));
}

/**
 * Mean of every window; padded cells do not take part, neither in the sum nor in the count.
 * @param input  float32 [batch, height, width, channels]
 * @returns float32 [batch, outHeight, outWidth, channels]
 */
export function averagePool(input: Tensor, geometry: PoolGeometry): Tensor {
  return poolWindows(
    input,
    geometry,
    0,
    (kept, value) => kept + value,
    (kept, count) => kept / count,
  );
}

function poolWindows(
  input: Tensor,
  { poolSize, strides, padding }: PoolGeometry,
  start: number,
  take: (kept: number, value: number) => number,
  finish?: (kept: number, count: number) => number,
): Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
  const axis0 = windowAxis(height, poolSize[0], strides[0], padding);
  const axis1 = windowAxis(width, poolSize[1], strides[1], padding);
  const output = new Float32Array(batch * axis0.output * axis1.output * channels);
  const kept = new Float64Array(channels);
  let at = 0;
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < axis0.output; i++) {
      for (let j = 0; j < axis1.output; j++) {
        kept.fill(start);
        let count = 0;
        for (let a = 0; a < poolSize[0]; a++) {
          const row = i * strides[0] + a - axis0.before;
          if (row < 0 || row >= height) continue;
          for (let b = 0; b < poolSize[1]; b++) {
            const column = j * strides[1] + b - axis1.before;
            if (column < 0 || column >= width) continue;
            const from = ((n * height + row) * width + column) * channels;
            for (let c = 0; c < channels; c++) {
              kept[c] = take(kept[c] as number, input.data[from + c] as number);
            }
            count++;
          }
        }
        for (let c = 0; c < channels; c++) {
          const value = kept[c] as number;
          output[at++] = finish ? finish(value, count) : value;
        }
      }
    }
  }
  return tensor(output, [batch, axis0.output, axis1.output, channels]);
}
