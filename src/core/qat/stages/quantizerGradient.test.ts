import { expect, it } from 'vitest';
import { weightQuantizers } from '../../quantizers/index.ts';
import { gradientCases, GRADIENTS } from '../../testing/backends/gradientCases.ts';
import { quantizerChecks } from '../../testing/backends/gradientChecks.ts';
import { testOnBackends } from '../../testing/backends/testOnBackends.ts';
import { goldenFile } from '../../testing/golden.ts';
import { quantizerGradient, scaleGradients } from './quantizerGradient.ts';

const { quantizers } = gradientCases(goldenFile(GRADIENTS));

it('reads the golden cases', () => {
  expect(quantizers.length).toBeGreaterThan(40);
});

testOnBackends(['cpu', 'wasm'], () => quantizerChecks(quantizers));

it('knows the gradient of every quantizer', () => {
  expect(Object.keys(scaleGradients).sort()).toEqual(
    weightQuantizers.map(({ className }) => className).sort(),
  );
});

it('1-bit weights: clip stops the gradient below zero, the largest weight moves the grid', () => {
  const kernel = { data: Float32Array.of(1, 0.75, 0.25, -1), shape: [4, 1] };
  const config = { className: 'BinaryQuantizer', bits: 1 };
  // levels 1, 1, 0, -1 -> clip 0; sf = 1: dsf = 0.75 - 1 + 0.25 (upstream 1) and d sf / d max = -1
  const back = quantizerGradient(kernel, Float32Array.of(1, 1, 1, 1), config, Float32Array.of(1));
  expect([...back]).toEqual([1, 1, 1, 0]);
  const uneven = quantizerGradient(kernel, Float32Array.of(1, 2, 1, 1), config, Float32Array.of(1));
  expect([...uneven]).toEqual([1 + 0.25, 2, 1, 0]);
});
