import { expect, it } from 'vitest';
import { columnsOf, type Drawing } from '../scene/drawing.ts';
import { buildScene } from '../scene/buildScene.ts';
import { graphView, layerView } from '../testing/graphViews.ts';
import { boxPath, farShapes } from './FarLayer.tsx';

/** Forty blocks of different sizes in a chain, one layer each. */
const names = Array.from({ length: 40 }, (_, i) => `conv_${i}`);
const graph = graphView(
  names.map((name, i) =>
    layerView(name, { inputs: i === 0 ? [] : [`conv_${i - 1}`], parameters: i }),
  ),
  names.map((name) => ({ name, kind: 'Convolutional', layers: [name] })),
);
const scene = buildScene(graph, {});
const drawing: Drawing = {
  scene,
  columns: columnsOf(scene),
  layout: {
    rects: Object.fromEntries(
      scene.nodes.map(({ id }, i) => [id, { x: 0, y: i * 200, width: 300, height: 100 }]),
    ),
    paths: Object.fromEntries(
      scene.links.map(({ id }, i) => [
        id,
        [
          { x: 150, y: i * 200 + 100 },
          { x: 150, y: i * 200 + 200 },
        ],
      ]),
    ),
    width: 300,
    height: 8000,
  },
};
const unpainted = { paints: new Map(), legend: null, notYet: null };

it('draws blocks that look the same as one path, links as another', () => {
  const shapes = farShapes(drawing, { painted: unpainted, silent: new Map() }, new Map());
  expect(shapes.map(({ className }) => className)).toEqual(['far-link', 'far-tip', 'far-block']);
  expect(shapes.at(-1)?.d.match(/M/g)).toHaveLength(40);
});

it('tells colours, widths of links after a run, and problems apart', () => {
  const paint = { fill: '#123456', ink: '#fff', text: '', exact: '', share: null };
  const shapes = farShapes(
    drawing,
    {
      painted: { ...unpainted, paints: new Map([['unit:conv_3', paint]]) },
      silent: new Map([['conv_0', 1] as const, ['conv_1', 0] as const]),
    },
    new Map([['conv_5', { count: 1, worst: 'error', worstCount: 1 } as const]]),
  );
  expect(shapes.map(({ id }) => id.trim())).toEqual([
    'far-link far-live  1.5',
    'far-tip far-live',
    'far-link far-live  9',
    'far-link  1.5',
    'far-tip',
    'far-block',
    'far-block #123456',
    'far-bar-error',
  ]);
});

it('a box has its size', () => {
  expect(boxPath({ x: 10, y: 20, width: 100, height: 50 })).toBe(
    'M18 20h84a8 8 0 0 1 8 8v34a8 8 0 0 1 -8 8h-84a8 8 0 0 1 -8 -8v-34a8 8 0 0 1 8 -8Z',
  );
});
