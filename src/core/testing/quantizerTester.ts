import { describe, expect, it } from 'vitest';
import { readNpz } from '../data/readNpy.ts';
import { quantizeKernel } from '../quantizers/quantizeKernel.ts';
import type { WeightQuantizer } from '../quantizers/define.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { goldenFile } from './golden.ts';
import { seededRandom } from './random.ts';

/** The reference computes in float32 and divides once more than it must: the last bit may differ. */
const RELATIVE = 1e-6;

function randomKernel(shape: readonly number[], seed: number): Tensor {
  const random = seededRandom(seed);
  const size = shape.reduce((product, dim) => product * dim, 1);
  return tensor(
    Float32Array.from({ length: size }, () => (random() - 0.5) * 4),
    shape,
  );
}

/** What every weight quantizer holds: its range, zero exact, order kept, the grid a fixed point of nothing but itself. */
export function quantizerTester(quantizer: WeightQuantizer): void {
  const widths = [1, 2, 3, 4, 8].filter((b) => b >= quantizer.bits[0] && b <= quantizer.bits[1]);
  describe.each(widths)(`${quantizer.className} at %i bits`, (bits) => {
    const config = {
      className: quantizer.className,
      bits,
      ...(quantizer.threshold === undefined ? {} : { threshold: quantizer.threshold }),
    };
    const kernel = randomKernel([3, 3, 4, 5], bits);
    const { weightInt, real, scaleFactor } = quantizeKernel(kernel, config, 'layer');
    const channels = quantizer.perAxis ? 5 : 1;

    it('has one scale factor per axis it quantizes', () => {
      expect(scaleFactor.length).toBe(channels);
    });

    it('stays in its range', () => {
      const [low, high] = quantizer.range(bits);
      expect(Math.min(...weightInt)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...weightInt)).toBeLessThanOrEqual(high);
    });

    it('gives real = int / scale factor', () => {
      for (const [i, value] of real.entries()) {
        expect(value).toBe(Math.fround((weightInt[i] ?? NaN) / (scaleFactor[i % channels] ?? NaN)));
      }
    });

    it('keeps the order of the weights of a channel', () => {
      for (let channel = 0; channel < channels; channel++) {
        const own = [...kernel.data.keys()].filter((i) => i % channels === channel);
        own.sort((a, b) => (kernel.data[a] ?? 0) - (kernel.data[b] ?? 0));
        const levels = own.map((i) => weightInt[i] ?? 0);
        expect(levels).toEqual([...levels].sort((a, b) => a - b));
      }
    });

    it('keeps an all-zero kernel at zero', () => {
      const zeros = tensor(new Float32Array(20), [2, 2, 1, 5]);
      expect([...quantizeKernel(zeros, config, 'layer').weightInt].every((w) => w === 0)).toBe(
        true,
      );
    });
  });
}

/**
 * Compares scale factors and values with the reference's in src/fixtures/golden/gradients/gradients.npz.
 * @param madeWith the `threshold` that the reference's arrays were made with, where it is not the default
 */
export function expectReferenceValues(
  quantizer: WeightQuantizer,
  madeWith = quantizer.threshold,
): void {
  const arrays = readNpz(goldenFile('gradients/gradients.npz'), 'gradients.npz');
  const cases = [...arrays.keys()]
    .filter((key) => key.startsWith(`${quantizer.className}/`) && key.endsWith('/w'))
    .map((key) => key.slice(0, -2));
  it(`${quantizer.className} has reference values`, () => {
    expect(cases.length).toBeGreaterThan(0);
  });
  it.each(cases)('equals the reference: %s', (path) => {
    const [, bits = ''] = path.split('/');
    const kernel = arrays.get(`${path}/w`) as Tensor;
    const threshold = madeWith === undefined ? {} : { threshold: madeWith };
    const config = { className: quantizer.className, bits: Number(bits), ...threshold };
    const ours = quantizeKernel(kernel, config, path);
    const pairs = [
      [ours.scaleFactor, arrays.get(`${path}/scale_factor`)?.data],
      [ours.real, arrays.get(`${path}/quantized`)?.data],
    ] as const;
    for (const [mine, theirs] of pairs) {
      expect(mine.length).toBe(theirs?.length);
      for (const [i, value] of mine.entries()) {
        const reference = Number(theirs?.[i]);
        expect(Math.abs(value - reference)).toBeLessThanOrEqual(RELATIVE * Math.abs(reference));
      }
    }
  });
}
