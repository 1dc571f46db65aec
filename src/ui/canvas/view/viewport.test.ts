import { describe, expect, it } from 'vitest';
import { stackLayout } from '../../../project/layout/stackLayout.ts';
import { columnsOf, layoutRequestOf, stopRect, type Drawing } from '../scene/drawing.ts';
import { buildScene, layerStop, type GroupStates } from '../scene/buildScene.ts';
import { chainView } from '../testing/graphViews.ts';
import {
  anchoredViewport,
  fittingViewport,
  openingViewport,
  resizedViewport,
  revealingViewport,
} from './viewport.ts';

const size = { width: 900, height: 600 };

function drawing(blocks: number, states: GroupStates): Drawing {
  const scene = buildScene(chainView(blocks), states);
  const columns = columnsOf(scene);
  const layout = stackLayout(layoutRequestOf(scene, columns));
  if (!layout) throw new Error('a chain stacks');
  return { scene, columns, layout };
}

const open = drawing(10, { 'repeat:c0': true });

describe('opening', () => {
  it('shows a small graph whole and in the middle', () => {
    const { layout } = drawing(2, {});
    const { x, y, zoom } = openingViewport(layout, size);
    expect(zoom).toBe(1);
    expect(x * 2 + layout.width).toBeCloseTo(size.width);
    expect(y + layout.height).toBeLessThan(size.height);
  });

  it('shows the beginning of a long one at a size that can be read', () => {
    expect(fittingViewport(open.layout, size).zoom).toBeLessThan(0.5);
    const { y, zoom } = openingViewport(open.layout, size);
    expect(zoom).toBeGreaterThan(0.6);
    expect(y).toBe(72);
  });
});

describe('a window that changes', () => {
  const { layout } = drawing(2, {});
  const wide = { width: 2400, height: 900 };

  it('shows a graph that nobody moved as it opens there', () => {
    const view = openingViewport(layout, size);
    expect(resizedViewport(layout, view, size, wide)).toEqual(openingViewport(layout, wide));
  });

  it('keeps the zoom of one that was moved, and the middle in the middle', () => {
    const view = { x: 40, y: -300, zoom: 1.5 };
    expect(resizedViewport(layout, view, size, wide)).toEqual({ x: 790, y: -300, zoom: 1.5 });
  });
});

describe('revealing', () => {
  const last = stopRect(open, layerStop('r9'));

  it('moves as little as it takes', () => {
    if (!last) throw new Error('r9 is there');
    const view = { x: 100, y: 72, zoom: 1 };
    const next = revealingViewport(last, view, size);
    expect(next?.x).toBe(100);
    expect((next?.y ?? 0) + last.y + last.height).toBe(size.height - 32);
    expect(next && revealingViewport(last, next, size)).toBeNull();
  });

  it('comes closer when nothing could be read', () => {
    if (!last) throw new Error('r9 is there');
    expect(revealingViewport(last, { x: 0, y: 0, zoom: 0.1 }, size)?.zoom).toBe(1);
  });
});

describe('a changed drawing', () => {
  it('keeps the focused row where it is', () => {
    const longer = drawing(12, { 'repeat:c0': true });
    const view = { x: 0, y: -400, zoom: 0.8 };
    const stop = layerStop('r4');
    const next = anchoredViewport(open, longer, view, size, stop);
    const before = stopRect(open, stop)?.y ?? NaN;
    const after = stopRect(longer, stop)?.y ?? NaN;
    expect(after * next.zoom + next.y).toBeCloseTo(before * view.zoom + view.y);
  });
});
