import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The hex colours of a token in light and dark. */
function colours(token: string): readonly [string, string] {
  const found = new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  if (!found) throw new Error(`tokens.css has no plain colour --${token}`);
  return [found[1] ?? '', found[2] ?? ''];
}

/** Relative luminance. @source WCAG 2.2, "relative luminance" */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['surface', 'surface-sunken', 'surface-raised', 'surface-hover'];
const TEXT = ['text', 'text-muted', 'text-faint'];
const pairs: readonly (readonly [string, string, number])[] = [
  ...SURFACES.flatMap((ground) => TEXT.map((text) => [text, ground, 4.5] as const)),
  ...['error', 'hardware', 'advice', 'ok'].flatMap((tone) => [
    [tone, `${tone}-soft`, 4.5] as const,
    [tone, 'surface', 4.5] as const,
    [tone, 'surface-hover', 4.5] as const,
  ]),
  ['accent-strong', 'accent-soft', 4.5],
  ['text-faint', 'accent-soft', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['accent', 'surface', 4.5],
  ...SURFACES.flatMap((ground) => [
    ['accent', ground, 3] as const,
    ['line-control', ground, 3] as const,
  ]),
];

describe('WCAG 2.2 AA contrast', () => {
  it.each(pairs)('%s on %s is at least %s to 1 in both themes', (front, ground, least) => {
    const [light, dark] = colours(front);
    const [lightGround, darkGround] = colours(ground);
    expect(contrast(light, lightGround)).toBeGreaterThanOrEqual(least);
    expect(contrast(dark, darkGround)).toBeGreaterThanOrEqual(least);
  });
});
