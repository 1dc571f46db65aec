import { expect, it } from 'vitest';
import { wilson } from './wilson.ts';

// Expected: scipy 1.17.1, binomtest(correct, images).proportion_ci(0.95, 'wilson'). z has seven digits here: six of the result hold.
it.each([
  [64, 200, 0.32, 0.2592653331546805, 0.3875189843411355],
  [10, 10, 1, 0.7224672001371109, 1],
  [0, 20, 0, 0, 0.16112515805281935],
  [1, 2, 0.5, 0.09453120573423074, 0.9054687942657693],
])('%i of %i', (correct, images, share, low, high) => {
  const found = wilson(correct, images);
  expect(found.share).toBe(share);
  expect(found.low).toBeCloseTo(low, 6);
  expect(found.high).toBeCloseTo(high, 6);
});

it('stays within 0 and 1', () => {
  for (const images of [1, 7, 200]) {
    expect(wilson(0, images).low).toBe(0);
    expect(wilson(images, images).high).toBe(1);
  }
});
