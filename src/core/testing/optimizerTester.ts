import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Optimizer } from '../qat/optimizers/define.ts';
import { optimizers } from '../qat/optimizers/index.ts';

/** Keras computes an update in float32 throughout, we in float64 between two float32 weights: units in the last place. */
const FLOAT32_ROUNDING = 5e-7;

interface OptimizerFixture {
  readonly learningRate: number;
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  /** After each step, by the optimizer's name. */
  readonly weights: Readonly<Record<string, readonly (readonly number[])[]>>;
}

const fixture = JSON.parse(
  readFileSync(new URL('../qat/optimizers/fixtures/optimizers.json', import.meta.url), 'utf8'),
) as OptimizerFixture;

/** Tests an optimizer against the weights that Keras' optimizer of that name reaches, step by step. */
export function optimizerTester(optimizer: Optimizer): void {
  describe(`${optimizer.name} moves weights as Keras does`, () => {
    it('is registered', () => {
      expect(Object.entries(optimizers)).toContainEqual([optimizer.name, optimizer]);
    });

    it('step by step', () => {
      const { learningRate, start, gradients, weights } = fixture;
      const value = Float32Array.from(start);
      const moments = optimizer.moments.map(() => new Float32Array(value.length));
      const expected = weights[optimizer.name] ?? [];
      expect(expected.length).toBe(gradients.length);
      gradients.forEach((gradient, i) => {
        optimizer.update(value, Float32Array.from(gradient), moments, {
          learningRate,
          step: i + 1,
        });
        const worst = Math.max(...value.map((w, k) => Math.abs(w - (expected[i]?.[k] ?? NaN))));
        expect(worst).toBeLessThanOrEqual(FLOAT32_ROUNDING);
      });
    });
  });
}
