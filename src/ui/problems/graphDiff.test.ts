import { expect, it } from 'vitest';
import type { GraphView, LayerView } from '../../project/views/graphView.ts';
import { graphDiff } from './graphDiff.ts';

function layer(name: string, config: LayerView['config'] = {}): LayerView {
  return {
    name,
    className: 'Conv2D',
    role: 'neural',
    scope: [],
    inputs: [],
    outputShape: null,
    parameters: 0,
    weights: [],
    weightBits: null,
    activationBits: null,
    fate: 'stays',
    doc: null,
    config,
  };
}

function graph(...layers: LayerView[]): GraphView {
  return { name: 'm', layers, blocks: [], loose: [], parameters: 0 };
}

const changes = (entries: readonly { layer: LayerView; change: string }[]) =>
  entries.map((entry) => `${entry.layer.name} ${entry.change}`);

const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => layer(name)) as [
  LayerView,
  LayerView,
  LayerView,
  LayerView,
  LayerView,
];

it('gives nothing for equal graphs', () => {
  expect(graphDiff(graph(a, b), graph(a, b))).toEqual([]);
});

it('shows a layer that was put in, between its neighbours', () => {
  const [hunk, ...more] = graphDiff(graph(a, b, d, e), graph(a, b, c, d, e));
  expect(changes(hunk?.before ?? [])).toEqual(['b kept', 'd kept']);
  expect(changes(hunk?.after ?? [])).toEqual(['b kept', 'c added', 'd kept']);
  expect(more).toEqual([]);
});

it('says what changed inside a layer', () => {
  const [hunk] = graphDiff(
    graph(a, layer('b', { activation: 'relu' })),
    graph(a, layer('b', { activation: 'linear' })),
  );
  expect(changes(hunk?.before ?? [])).toEqual(['a kept', 'b changed']);
  expect(hunk?.after[1]?.notes).toEqual(['activation "relu" \u2192 "linear"']);
});

it('tells a move from a change', () => {
  const [hunk] = graphDiff(graph(a, b, c, d), graph(a, c, b, d));
  expect(changes(hunk?.before ?? [])).toEqual(['a kept', 'b moved', 'c kept', 'd kept']);
  expect(changes(hunk?.after ?? [])).toEqual(['a kept', 'c kept', 'b moved', 'd kept']);
});

it('keeps places that are far apart in hunks of their own', () => {
  const x = layer('x');
  expect(graphDiff(graph(a, b, c, d), graph(x, a, b, c, d, e))).toHaveLength(2);
});
