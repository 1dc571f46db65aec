import { describe, expect, it } from 'vitest';
import { chainView, graphView, layerView } from '../testing/graphViews.ts';
import { buildScene } from './buildScene.ts';
import { columnsOf, layoutRequestOf } from './drawing.ts';

/** Every block of another width: nothing repeats. */
const unlike = (i: number) => ({ outputShape: [null, 8, 8, i + 1] });

describe('blocks and links', () => {
  it('makes one node a block and links them by what they read', () => {
    const scene = buildScene(chainView(3, unlike), {});
    expect(scene.nodes.map(({ id }) => id)).toEqual(['unit:c0', 'unit:c1', 'unit:c2']);
    expect(scene.links.map(({ from, to, layer }) => [from, to, layer.name])).toEqual([
      ['unit:c0', 'unit:c1', 'r0'],
      ['unit:c1', 'unit:c2', 'r1'],
    ]);
    expect(scene.stops).toEqual(
      ['c0', 'r0', 'c1', 'r1', 'c2', 'r2'].map((name) => `layer:${name}`),
    );
  });

  it('lets a layer that fits no block stand alone', () => {
    const lstm = layerView('lstm', { className: 'LSTM', role: 'other', inputs: ['r0'] });
    const chain = chainView(1);
    const scene = buildScene(graphView([...chain.layers, lstm], chain.blocks), {});
    expect(scene.nodes.map(({ id }) => id)).toEqual(['unit:c0', 'unit:lstm']);
    expect(scene.links).toHaveLength(1);
  });
});

describe('repeats', () => {
  it('piles up four equal blocks, and leaves two as they are', () => {
    const width = (i: number) => ({ outputShape: [null, 8, 8, i < 4 ? 16 : 32] });
    const { nodes, links, nodeOfLayer } = buildScene(chainView(6, width), {});
    expect(nodes.map(({ id }) => id)).toEqual(['repeat:c0', 'unit:c4', 'unit:c5']);
    expect(links.map(({ from, to }) => [from, to])).toEqual([
      ['repeat:c0', 'unit:c4'],
      ['unit:c4', 'unit:c5'],
    ]);
    expect(nodeOfLayer.get('r2')).toBe('repeat:c0');
  });

  it('finds patterns of two blocks', () => {
    const width = (i: number) => ({ outputShape: [null, 8, 8, i % 2 === 0 ? 16 : 32] });
    const { groups } = buildScene(chainView(8, width), {});
    expect(groups.map(({ times, units }) => [times, units.length])).toEqual([[4, 8]]);
  });

  it('opens into a frame', () => {
    const { nodes, frames, stops } = buildScene(chainView(4), { 'repeat:c0': true });
    expect(frames.map(({ id }) => id)).toEqual(['repeat:c0']);
    expect(nodes.map(({ frame }) => frame)).toEqual(Array(4).fill('repeat:c0'));
    expect(stops[0]).toBe('group:repeat:c0');
  });
});

describe('nested models', () => {
  const nested = chainView(4, (i) => ({ ...unlike(i), scope: i === 1 || i === 2 ? ['stem'] : [] }));
  const graph = graphView(
    nested.layers.map((layer) =>
      layer.name === 'r1' || layer.name === 'r2' ? { ...layer, scope: ['stem'] } : layer,
    ),
    nested.blocks,
  );

  it('have a frame, and fold into one node', () => {
    expect(buildScene(graph, {}).frames.map(({ id }) => id)).toEqual(['model:stem']);
    const folded = buildScene(graph, { 'model:stem': false });
    expect(folded.nodes.map(({ id }) => id)).toEqual(['unit:c0', 'model:stem', 'unit:c3']);
    expect(folded.links).toHaveLength(2);
  });
});

describe('size', () => {
  it('is known before layout and the same for all nodes of a graph', () => {
    const scene = buildScene(chainView(3, unlike), {});
    const { boxes } = layoutRequestOf(scene, columnsOf(scene));
    expect(new Set(boxes.map(({ width }) => width)).size).toBe(1);
    expect(boxes[0]?.height).toBe(40 + 2 * 28 + 4);
  });

  it('2,000 layers are described in well under a frame of a second', () => {
    const graph = chainView(1000, unlike);
    const start = performance.now();
    const scene = buildScene(graph, {});
    layoutRequestOf(scene, columnsOf(scene));
    // Generous: measured 10 ms; a quadratic step would take seconds.
    expect(performance.now() - start).toBeLessThan(500);
  });
});
