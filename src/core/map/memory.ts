import type { Dims } from '../analysis/chipPlan.ts';

/**
 * What layers take of a processor's memories. Weights lie in words of 50 bits, in the program as 8 bytes each; a dense neuron's bytes in
 * the program become 25/24 as many there. All from what the vendor's virtual devices answer, see docs/reference/chips-mapping.md#weight-memory.
 */

/** Words of `g` filters of one engine, for each channel, by bits and kernel size. */
const CONVOLUTION_WORDS: Readonly<Record<number, Readonly<Record<number, (g: number) => number>>>> =
  {
    4: {
      1: (g) => 2 * Math.ceil(g / 24),
      3: (g) => 2 * Math.ceil((9 * g) / 24),
      5: (g) => 2 * g,
      7: (g) => 2 * Math.ceil((21 * g) / 8),
    },
    2: {
      1: (g) => Math.ceil(g / 24),
      3: (g) => Math.ceil((2 * g) / 5),
      5: (g) => g,
      7: (g) => 2 * g,
    },
    1: {
      1: (g) => Math.ceil(g / 24),
      3: (g) => Math.ceil(g / 5),
      5: (g) => Math.ceil(g / 2),
      7: (g) => g,
    },
  };

/** Words of one channel's depthwise filter, by bits and kernel size. */
const DEPTHWISE: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  4: { 3: 1, 5: 3, 7: 7 },
  2: { 3: 1 / 2, 5: 1, 7: 3 },
};

/** Bits of a word of weights. */
const WORD_BITS = 50;

/** Words of weights that a memory of so many bytes holds. */
export function wordsIn(bytes: number): number {
  return Math.floor((8 * bytes) / WORD_BITS);
}

/** Bytes that so many words of weights take. */
export function bytesOfWords(words: number): number {
  return Math.ceil((words * WORD_BITS) / 8);
}

/** Engines of a processor: each computes every eighth filter. */
const ENGINES = 8;

/** Words of a standard convolution's kernel: 8 * channels * W(ceil(filters / 8)); null where the chip has no such layer. */
export function convolutionWords(
  kernel: number,
  bits: number,
  channels: number,
  filters: number,
): number | null {
  const words = CONVOLUTION_WORDS[bits]?.[kernel];
  return words ? ENGINES * channels * words(Math.ceil(filters / ENGINES)) : null;
}

/**
 * Words of a separable convolution's two kernels; null where the chip has no such layer.
 * @param where  in the memory every engine has as many words of depthwise filters, the program holds those that there are
 */
export function separableWords(
  kernel: number,
  bits: number,
  channels: number,
  filters: number,
  where: 'memory' | 'program' = 'memory',
): number | null {
  const depthwise = DEPTHWISE[bits]?.[kernel];
  if (depthwise === undefined) return null;
  const held = channels * depthwise;
  const words = where === 'memory' ? ENGINES * Math.ceil(held / ENGINES) : Math.ceil(held);
  return words + channels * pointwiseWords(bits, filters);
}

/** Words of one channel's pointwise weights. */
function pointwiseWords(bits: number, filters: number): number {
  const [full, rest] = [Math.floor(filters / 24), filters % 24];
  if (bits === 4) return 2 * full + Math.ceil(rest / 8);
  if (rest === 0) return full;
  return full + (rest <= 8 || rest === 16 ? 1 : 2);
}

/** Bytes of a dense neuron's weights in the program, for 32 inputs. */
const DENSE_BYTES: Readonly<Record<number, number>> = { 4: 24, 2: 8, 1: 4 };

/** Bytes of one dense neuron in the program: 16 + b * ceil(inputs / 32); null where the chip has no such layer. */
export function denseBytes(bits: number, inputs: number): number | null {
  const each = DENSE_BYTES[bits];
  return each === undefined ? null : 16 + each * Math.ceil(inputs / 32);
}

/** 12 bytes hold 9 weights of a 3x3 kernel; larger ones are cut into such parts. */
const PIXEL_PARTS: Readonly<Record<number, number>> = { 3: 1, 5: 3, 7: 6 };

/** Bytes of one filter of the input convolution in the program: 8 + 12 * channels * parts; its weights take 8 bits whatever their number. */
export function pixelFilterBytes(kernel: number, channels: number): number | null {
  const parts = PIXEL_PARTS[kernel];
  return parts === undefined ? null : 8 + 12 * channels * parts;
}

/** Bytes of an input map: second dimension * sum over quads of channels of 4 * ceil(first * quad * bits / 32). */
export function inputBytes([first, second, channels]: Dims, bits: number): number {
  const quad = (size: number) => 4 * Math.ceil((first * size * bits) / 32);
  const rest = channels % 4;
  return second * (Math.floor(channels / 4) * quad(4) + (rest > 0 ? quad(rest) : 0));
}
