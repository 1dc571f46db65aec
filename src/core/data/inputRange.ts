import { fail, type Where } from '../errors/diagnostic.ts';
import { roundHalfEven } from '../tensor/floats.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';

/** What the darkest and the brightest pixel are in values that are no pixels: 0 and 1, -1 and 1. */
export interface InputRange {
  readonly low: number;
  readonly high: number;
  /** Whole numbers from 0 to 255 stay the pixels that they are: the range is of the others. Default: it is of all. */
  readonly keepsPixels?: boolean;
}

/** Lowest and highest value of inputs, and whether these are pixels as they stand. */
export interface FoundValues {
  readonly lowest: number;
  readonly highest: number;
  /** Whole numbers from 0 to 255. Floats of 0 and 1 alone are none: they stand for black and white. */
  readonly arePixels: boolean;
}

/** Looks at all values. @throws StudioError data/wrong-images for NaN and infinities */
export function valuesOf(data: NumericArray, where: Where): FoundValues {
  if (data instanceof Uint8Array) return { lowest: 0, highest: 255, arePixels: true };
  let lowest = Infinity;
  let highest = -Infinity;
  let areWhole = true;
  for (let i = 0; i < data.length; i++) {
    const value: number = data[i] ?? 0;
    if (!Number.isFinite(value)) fail('data/wrong-images', where, 'finite numbers', `${value}`);
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    areWhole &&= Number.isInteger(value);
  }
  const areFloats = data instanceof Float32Array || data instanceof Float64Array;
  const isBlackAndWhite = areFloats && lowest >= 0 && highest === 1;
  const arePixels = areWhole && lowest >= 0 && highest <= 255 && !isBlackAndWhite;
  return { lowest, highest, arePixels };
}

/** Ranges that images are scaled to, and those of more bits, narrow ones first. */
const USUAL: readonly InputRange[] = [
  { low: 0, high: 1 },
  { low: -0.5, high: 0.5 },
  { low: -1, high: 1 },
  { low: 0, high: 255 },
  { low: 0, high: 65535 },
];
/** More are no help to choose. */
const MOST_READINGS = 3;

/** Ranges that values may have been scaled to, the likeliest first; where none of the usual fits, from their lowest to their highest. */
export function rangesFor({
  lowest,
  highest,
}: Pick<FoundValues, 'lowest' | 'highest'>): readonly InputRange[] {
  const fitting = USUAL.filter(({ low, high }) => low <= lowest && highest <= high);
  if (fitting.length > 0) return fitting.slice(0, MOST_READINGS);
  return [{ low: outward(lowest, Math.floor), high: outward(highest, Math.ceil) }];
}

/** A number of three digits below or above a value: people write it. */
function outward(value: number, round: (value: number) => number): number {
  const exponent = Math.floor(Math.log10(Math.abs(value) || 1)) - 2;
  // Whole powers of ten in both directions: 0.01 is no number that divides exactly.
  const [up, down] = [10 ** Math.max(-exponent, 0), 10 ** Math.max(exponent, 0)];
  return (round((value * up) / down) * down) / up;
}

/** @throws StudioError data/not-pixels */
export function failNotPixels(found: FoundValues, where: Where): never {
  const { lowest, highest } = found;
  const isUsual = USUAL.some(({ low, high }) => low <= lowest && highest <= high);
  fail('data/not-pixels', where, lowest, highest, rangesFor(found), isUsual);
}

/** Largest value of a pixel. */
const BRIGHTEST = 255;

/**
 * Pixels from values of a range:
 *     pixel = round((value - low) * largest / (high - low)),   a half to the even number, as NumPy rounds
 * @param largest  that the network takes: 255, or less for inputs of fewer bits
 * @throws StudioError data/outside-range for a value that gives no pixel
 */
export function pixelsIn(
  { data, shape }: Tensor<NumericArray>,
  range: InputRange,
  where: Where,
  largest = BRIGHTEST,
): Tensor<Uint8Array> {
  const scale = largest / (range.high - range.low);
  const pixels = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] ?? 0;
    const pixel = roundHalfEven((value - range.low) * scale);
    if (!(pixel >= 0 && pixel <= largest)) fail('data/outside-range', where, range, value, i);
    pixels[i] = pixel;
  }
  return { data: pixels, shape };
}

/**
 * Inputs as pixels: as they stand where they are some, else by their range.
 * @param range  null: only pixels will do
 * @throws StudioError data/not-pixels where the range must be known, data/outside-range, data/wrong-images
 */
export function pixelsOf(
  inputs: Tensor<NumericArray>,
  where: Where,
  range: InputRange | null = null,
  largest = BRIGHTEST,
): Tensor<Uint8Array> {
  const { data, shape } = inputs;
  if (range && !range.keepsPixels) return pixelsIn(inputs, range, where, largest);
  if (data instanceof Uint8Array) return { data, shape };
  const found = valuesOf(data, where);
  if (found.arePixels) return { data: Uint8Array.from(data), shape };
  return range ? pixelsIn(inputs, range, where, largest) : failNotPixels(found, where);
}

/**
 * The input scaling that belongs to a range: pixel = scale * value + shift, with the values as the Keras model takes them.
 * @source docs/reference/integer-semantics.md#input-scaling
 */
export function scalingOfRange(
  { low, high }: InputRange,
  largest = BRIGHTEST,
): readonly [scale: number, shift: number] {
  const scale = largest / (high - low);
  return [scale, low === 0 ? 0 : -low * scale];
}

/** The range that a scaling stands for: the Keras inputs of the pixels 0 and `largest`. */
export function rangeOfScaling(
  [scale, shift]: readonly [number, number],
  largest = BRIGHTEST,
): InputRange {
  const at = (pixel: number) => (pixel - shift) / scale;
  return { low: at(0), high: at(largest) };
}
