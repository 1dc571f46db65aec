import ElkConstructor from 'elkjs/lib/elk.bundled.js';
import { expect, it } from 'vitest';
import { elkLayout } from './elkLayout.ts';

it('lays out a residual graph in a frame: top to bottom, nothing overlaps, links end at their boxes', async () => {
  const box = (id: string, frame: string | null) => ({ id, width: 200, height: 80, frame });
  const links = [
    ['in', 'left'],
    ['in', 'right'],
    ['left', 'add'],
    ['right', 'add'],
  ].map(([from = '', to = '']) => ({ id: `${from}>${to}`, from, to }));
  const { rects, paths, width, height } = await elkLayout(new ElkConstructor(), {
    boxes: [box('in', null), box('left', 'frame'), box('right', 'frame'), box('add', null)],
    frames: [{ id: 'frame', frame: null }],
    links,
  });
  const { left, right, frame } = rects;
  expect((left?.x ?? 0) + 200).toBeLessThan(right?.x ?? 0);
  expect(frame?.x).toBeLessThan(left?.x ?? 0);
  expect(frame?.y).toBeLessThan(left?.y ?? 0);
  for (const { id, from, to } of links) {
    const [start, end] = [paths[id]?.[0], paths[id]?.at(-1)];
    expect(start?.y).toBeCloseTo((rects[from]?.y ?? 0) + 80);
    expect(end?.y).toBeCloseTo(rects[to]?.y ?? 0);
    expect(start?.x).toBeGreaterThan(rects[from]?.x ?? 0);
    expect(end?.x).toBeGreaterThan(rects[to]?.x ?? 0);
  }
  expect(width).toBeGreaterThan(400);
  expect(height).toBeGreaterThan(240);
});
