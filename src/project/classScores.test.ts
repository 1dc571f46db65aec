import { describe, expect, it } from 'vitest';
import { tensor } from '../core/tensor/tensor.ts';
import { classScores } from './classScores.ts';

describe('classScores', () => {
  it('turns logits into probabilities, sample by sample', () => {
    const logits = tensor(Float32Array.of(Math.log(1), Math.log(3), 1000, 0), [2, 1, 1, 2]);
    expect([...(classScores(logits, true) ?? [])]).toEqual([0.25, 0.75, 1, 0]);
  });

  it('turns a single output into two classes', () => {
    const scores = classScores(tensor(Float32Array.of(0, Math.log(3)), [2, 1]), true);
    expect([...(scores ?? [])]).toEqual([0.5, 0.5, 0.25, 0.75]);
    const spikes = classScores(tensor(Int32Array.of(0, 7), [2, 1, 1, 1]), false);
    expect([...(spikes ?? [])]).toEqual([1, 0, 0, 1]);
  });

  it('relates activations to the largest one, and leaves silence silent', () => {
    const spikes = tensor(Int32Array.of(0, 4, 8, 0, 0, 0), [2, 3]);
    expect([...(classScores(spikes, false) ?? [])]).toEqual([0, 0.5, 1, 0, 0, 0]);
  });

  it('has none for an image', () => {
    expect(classScores(tensor(new Float32Array(8), [1, 2, 2, 2]), true)).toBeNull();
  });
});
