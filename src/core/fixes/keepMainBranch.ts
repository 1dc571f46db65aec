import { jointsOf } from '../analysis/branches.ts';
import type { LayerNode, ModelGraph, TensorRef } from '../ir/graph.ts';
import { defineFix } from './define.ts';
import { fitsTogether } from './graphEdits.ts';

export const keepMainBranch = defineFix({
  id: 'keep-main-branch',
  rules: ['serial-graph'],
  doc: 'Replaces a residual block by its main branch: of branches that are added, averaged or multiplied, the one with most convolutions stays, and shortcuts and gates go. The model computes something else afterwards: train it on with the original model as teacher before it is quantized.',
  source:
    'docs/reference/compatibility.md#residual-blocks; https://arxiv.org/abs/1503.02531, learning from a teacher',
  plan: (graph, node) => {
    const joint = jointsOf(graph).get(node.name);
    const kept = joint && joint.main !== null ? node.calls[0]?.[joint.main] : undefined;
    if (!joint || !kept) return null;
    const dropped = joint.branches.filter((_, i) => i !== joint.main);
    const fixed = without(graph, node, { kept, dropped: dropped.flat() });
    if (fitsTogether(graph) && !fitsTogether(fixed)) return null;
    return {
      exact: false,
      describe: `${node.className} "${node.name}" is replaced by its main branch, which ends in "${kept.layer}"; ${dropped.map(named).join(' and ')} ${dropped.length > 1 ? 'go' : 'goes'}. The function changes: train the model on, with the original model as teacher.`,
      apply: () => fixed,
    };
  },
});

function named(branch: readonly LayerNode[]): string {
  const [first] = branch;
  if (!first) return 'the identity beside it';
  const more = branch.length === 1 ? '' : ` of ${branch.length} layers`;
  return `the branch${more} that begins with "${first.name}"`;
}

function without(
  graph: ModelGraph,
  merge: LayerNode,
  { kept, dropped }: { readonly kept: TensorRef; readonly dropped: readonly LayerNode[] },
): ModelGraph {
  const gone = new Set([merge, ...dropped]);
  const bypass = (ref: TensorRef): TensorRef => (ref.layer === merge.name ? kept : ref);
  return {
    ...graph,
    layers: graph.layers
      .filter((node) => !gone.has(node))
      .map((node) => ({ ...node, calls: node.calls.map((refs) => refs.map(bypass)) })),
    outputs: graph.outputs.map(bypass),
  };
}
