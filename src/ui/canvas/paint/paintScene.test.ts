import { describe, expect, it } from 'vitest';
import { studioStore } from '../../../store/studioStore.ts';
import { buildScene } from '../scene/buildScene.ts';
import { chainView } from '../testing/graphViews.ts';
import { colourOf, inkOn } from '../../frame/colourMap.ts';
import { paintScene } from './paintScene.ts';
import { bits } from './bits.ts';
import { colourModes } from './index.ts';
import { parameters } from './parameters.ts';
import { sparsity } from './sparsity.ts';

const graph = chainView(5, (i) => ({ parameters: i < 4 ? 100 : 1600, weightBits: 4 }));
const state = studioStore.getState();

describe('paintScene', () => {
  it('adds up what is folded, and keeps the colours of the rest', () => {
    const folded = paintScene(parameters, buildScene(graph, {}), state, false);
    expect(folded.paints.get('repeat:c0')?.text).toBe('400 parameters');
    const open = paintScene(parameters, buildScene(graph, { 'repeat:c0': true }), state, false);
    expect(open.paints.get('unit:c0')?.text).toBe('100 parameters');
    expect(open.paints.get('unit:c4')).toEqual(folded.paints.get('unit:c4'));
    expect(open.paints.get('unit:c4')?.share).toBe(1600 / 2000);
  });

  it('says what to do while there is nothing to show', () => {
    const { notYet, paints } = paintScene(sparsity, buildScene(graph, {}), state, false);
    expect(notYet?.missing).toBe('No neuron has fired yet.');
    expect(notYet?.action?.label).toBe('Simulate an input');
    expect(paints.size).toBe(0);
  });

  it('shows only what the wave has reached', () => {
    const layer = { spikes: true, events: 1, operations: 1, denseOperations: 1 };
    const layers = [0, 1].map((i) => ({ name: `c${i}`, sparsity: 0.62, ...layer }));
    const running = { ...state, simulate: { layers, wave: 1, parting: null } };
    const scene = buildScene(graph, { 'repeat:c0': true });
    const { paints } = paintScene(sparsity, scene, running, false);
    expect([...paints].map(([id, { text }]) => [id, text])).toEqual([['unit:c0', '62 % silent']]);
  });

  it('paints bits on the scale of all bits', () => {
    const { legend } = paintScene(bits, buildScene(graph, {}), state, false);
    expect([legend?.low, legend?.high]).toEqual(['1 bit', '8 bit']);
  });
});

describe('the colours', () => {
  const shares = Array.from({ length: 101 }, (_, i) => i / 100);

  it.each([false, true])('carry readable text, dark %s', (isDark) => {
    for (const share of shares) {
      const colour = colourOf(share, isDark);
      expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each([false, true])('get steadily further from the page, dark %s', (isDark) => {
    const lightness = shares.map((share) => luminance(colourOf(share, isDark)));
    const sorted = lightness.toSorted((a, b) => (isDark ? a - b : b - a));
    expect(lightness).toEqual(sorted);
  });
});

it('every mode has a name of its own', () => {
  expect(new Set(colourModes.map(({ label }) => label)).size).toBe(colourModes.length);
});

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** WCAG 2.2, relative luminance; of `rgb(r, g, b)`, #000 and #fff. */
function luminance(colour: string): number {
  if (colour.startsWith('#')) return colour === '#fff' ? 1 : 0;
  const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((channel) => {
    const value = Number(channel) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
