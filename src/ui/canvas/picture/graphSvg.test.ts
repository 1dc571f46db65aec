import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stackLayout } from '../../../project/layout/stackLayout.ts';
import { buildScene } from '../scene/buildScene.ts';
import { columnsOf, layoutRequestOf } from '../scene/drawing.ts';
import { chainView } from '../testing/graphViews.ts';
import { graphSvg } from './graphSvg.ts';
import { darkColours, lightColours, tokenOf } from './graphPicture.ts';

function picture(): string {
  const graph = chainView(3, (i) => ({
    name: i === 0 ? 'a<b&"c"' : `c${i}`,
    outputShape: [null, 8, 8, i + 1],
    weightBits: 4,
  }));
  const named = {
    ...graph,
    loose: [],
    layers: graph.layers.map((layer) =>
      layer.name === 'r0' ? { ...layer, inputs: ['a<b&"c"'] } : layer,
    ),
    blocks: graph.blocks.map((block, i) =>
      i === 0 ? { ...block, name: 'a<b&"c"', layers: ['a<b&"c"', 'r0'] } : block,
    ),
  };
  const scene = buildScene(named, {});
  const columns = columnsOf(scene);
  const layout = stackLayout(layoutRequestOf(scene, columns));
  if (!layout) throw new Error('a chain stacks');
  const paint = {
    fill: 'rgb(1, 2, 3)',
    ink: '#fff',
    text: '100 parameters',
    exact: '',
    share: 0.5,
  };
  return graphSvg({
    drawing: { scene, columns, layout },
    painted: { paints: new Map([['unit:c1', paint]]), legend: null, notYet: null },
    problems: new Map([['c2', { count: 2, worst: 'error', worstCount: 1 }]]),
    silent: new Map([['c1', 0.62]]),
    colours: lightColours,
  });
}

describe('graphSvg', () => {
  it('shows blocks, rows, links, colours and problems', () => {
    const svg = picture();
    for (const text of [
      '>Conv<',
      '>Conv2D<',
      '>w4<',
      '>100 parameters<',
      '>1 error<',
      '62 % silent',
    ]) {
      expect(svg).toContain(text);
    }
    expect(svg.match(/<path/g)?.length).toBeGreaterThan(4);
  });

  it('is well-formed whatever the layers are called, and loads nothing', () => {
    const svg = picture();
    expect(svg).toContain('a&lt;b&amp;&quot;c&quot;');
    const open = svg.match(/<[a-z]+[^>]*[^/]>/g)?.length;
    expect(svg.match(/<\/[a-z]+>/g)?.length).toBe(open);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/href|url\(|https?:/);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});

it('its colours are those of the stylesheet', () => {
  const css = readFileSync(new URL('../../design/tokens.css', import.meta.url), 'utf8');
  for (const [name, token] of Object.entries(tokenOf)) {
    const key = name as keyof typeof lightColours;
    const value = `${token}: light-dark(${lightColours[key]}, ${darkColours[key]});`;
    expect(css).toContain(value);
  }
});
