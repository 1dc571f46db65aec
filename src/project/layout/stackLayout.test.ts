import { describe, expect, it } from 'vitest';
import { FRAME_SIDE, FRAME_TOP, LINK_LENGTH, type LayoutRequest } from './layout.ts';
import { stackLayout } from './stackLayout.ts';

function chain(...boxes: readonly (readonly [id: string, frame: string | null])[]): LayoutRequest {
  return {
    boxes: boxes.map(([id, frame], i) => ({ id, width: 100 + 20 * i, height: 50, frame })),
    frames: [
      { id: 'outer', frame: null },
      { id: 'inner', frame: 'outer' },
    ],
    links: boxes.slice(1).map(([to], i) => {
      const from = boxes[i]?.[0] ?? '';
      return { id: `${from}>${to}`, from, to };
    }),
  };
}

describe('stackLayout', () => {
  it('stacks boxes, centred, with straight links', () => {
    expect(stackLayout(chain(['a', null], ['b', null]))).toEqual({
      rects: {
        a: { x: 10, y: 0, width: 100, height: 50 },
        b: { x: 0, y: 50 + LINK_LENGTH, width: 120, height: 50 },
      },
      paths: {
        'a>b': [
          { x: 60, y: 50 },
          { x: 60, y: 50 + LINK_LENGTH },
        ],
      },
      width: 120,
      height: 100 + LINK_LENGTH,
    });
  });

  it('puts frames around their boxes, one in the other', () => {
    const layout = stackLayout(chain(['a', null], ['b', 'inner'], ['c', 'inner'], ['d', null]));
    const { outer, inner, b, c } = layout?.rects ?? {};
    expect(inner?.y).toBe((outer?.y ?? 0) + FRAME_TOP);
    expect(b?.y).toBe((inner?.y ?? 0) + FRAME_TOP);
    expect(inner?.width).toBe((c?.width ?? 0) + 2 * FRAME_SIDE);
    expect(outer?.width).toBe((c?.width ?? 0) + 4 * FRAME_SIDE);
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeGreaterThan((c?.y ?? 0) + 50);
  });

  it.each([
    ['a branch', { ...chain(['a', null], ['b', null]), links: [] }],
    [
      'two inputs',
      {
        ...chain(['a', null], ['b', null], ['c', null]),
        links: [
          { id: '1', from: 'a', to: 'c' },
          { id: '2', from: 'b', to: 'c' },
        ],
      },
    ],
    ['a frame in two places', chain(['a', 'outer'], ['b', null], ['c', 'outer'])],
  ])('leaves %s to the layout engine', (_, request) => {
    expect(stackLayout(request)).toBeNull();
  });

  it('takes 2,000 boxes in linear time', () => {
    const names = Array.from({ length: 2000 }, (_, i) => [`n${i}`, null] as const);
    const start = performance.now();
    expect(stackLayout(chain(...names))?.height).toBe(2000 * 50 + 1999 * LINK_LENGTH);
    // Generous: measured 5 ms; a quadratic step would take seconds.
    expect(performance.now() - start).toBeLessThan(500);
  });
});
