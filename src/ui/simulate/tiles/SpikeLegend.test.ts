import { expect, it } from 'vitest';
import { spikeColours } from './SpikeLegend.tsx';

/** Relative luminance of a little-endian RGBA pixel. */
function luminance(pixel: number): number {
  const [r, g, b] = [0, 8, 16].map((shift) => {
    const value = ((pixel >> shift) & 255) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

it.each([1, 3, 15, 255])('0 to %i grow brighter, with a clear step from silence', (largest) => {
  const levels = [...spikeColours(largest)].map(luminance);
  expect(levels.length).toBe(largest + 1);
  levels.slice(1).forEach((level, i) => {
    expect(level).toBeGreaterThanOrEqual(levels[i] ?? 0);
  });
  // WCAG asks 1.4.11 for 3:1 of what must be told apart; with many levels neighbours cannot have it, silence nearly does.
  expect(((levels[1] ?? 0) + 0.05) / ((levels[0] ?? 0) + 0.05)).toBeGreaterThan(1.5);
});
