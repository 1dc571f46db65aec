import type { LayerNode } from '../ir/graph.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { relu } from '../layers/relu.ts';
import { defineFix } from './define.ts';
import { layerBefore, removeLayer, replaceLayer, withConfig } from './graphEdits.ts';
import { isDropout, isPool } from '../layers/layerGroups.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';

export const joinReLUs = defineFix({
  id: 'join-relus',
  rules: ['single-activation'],
  doc: 'Joins two ReLUs in a row into the first one, with the smaller of their maxima: cutting twice is cutting at the lower limit.',
  plan: (graph, node) => {
    let before = layerBefore(graph, node);
    while (before && (isDropout(before) || (isPool(before) && isLayer(before, maxPooling2d))))
      before = layerBefore(graph, before);
    if (!isPlain(node) || !isPlain(before)) return null;
    const first = before;
    const maxValue = lower(first.config.maxValue, node.config.maxValue);
    return {
      exact: true,
      describe: `"${node.name}" goes${maxValue === first.config.maxValue ? '' : `, and "${first.name}" cuts at ${maxValue ?? 'no maximum'}`}. The outputs stay the same.`,
      apply: () => {
        const changed = replaceLayer(graph, first, withConfig(first, { maxValue }));
        const second = changed.layers.find(({ name }) => name === node.name);
        return second ? removeLayer(changed, second) : changed;
      },
    };
  },
});

function isPlain(node: LayerNode | undefined): node is NodeOf<typeof relu> {
  return isLayer(node, relu) && node.config.threshold === 0 && node.config.negativeSlope === 0;
}

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
