import { expect, it } from 'vitest';
import { stackLayout } from '../../project/layout/stackLayout.ts';
import { overviewShapes, overviewSize } from './Overview.tsx';
import { columnsOf, layoutRequestOf, type Drawing } from './scene/drawing.ts';
import { buildScene } from './scene/buildScene.ts';
import { chainView } from './testing/graphViews.ts';

const scene = buildScene(
  chainView(3, (i) => ({ outputShape: [null, 8, 8, i + 1] })),
  {},
);
const columns = columnsOf(scene);
const layout = stackLayout(layoutRequestOf(scene, columns)) as Drawing['layout'];
const unpainted = { paints: new Map(), legend: null, notYet: null };

it('draws the nodes of a colour as one path', () => {
  const plain = overviewShapes({ scene, columns, layout }, unpainted);
  expect(plain.map(({ fill }) => fill)).toEqual([null]);
  expect(plain[0]?.d.match(/M/g)).toHaveLength(3);

  const paint = { fill: '#123456', ink: '#fff', text: '', exact: '', share: null };
  const painted = { ...unpainted, paints: new Map([['unit:c1', paint]]) };
  const shapes = overviewShapes({ scene, columns, layout }, painted);
  expect(shapes.map(({ fill, d }) => [fill, d.match(/M/g)?.length])).toEqual([
    [null, 2],
    ['#123456', 1],
  ]);
});

it('stays in the corner, whatever the graph is like', () => {
  expect(overviewSize({ width: 600, height: 90_000, rects: {}, paths: {} })).toEqual({
    width: 40,
    height: 212,
  });
  expect(overviewSize({ width: 6000, height: 900, rects: {}, paths: {} })).toEqual({
    width: 76,
    height: 56,
  });
});
