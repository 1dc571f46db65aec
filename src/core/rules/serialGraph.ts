import { jointsOf } from '../analysis/branches.ts';
import { notSerialReason, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { defineRule, type Finding } from './define.ts';

const HINT =
  'Akida 1.0 runs one chain of layers: remove branches, residual connections and shared layers, and train again.';

/** An Akida 1.0 network is a list of layers: each reads what the one before it sends, and nothing else. */
export const serialGraph = defineRule({
  id: 'serial-graph',
  level: 'design',
  severity: 'error',
  title: 'The model is not one chain of layers',
  source:
    'docs/reference/compatibility.md#serial-graph; cnn2snn 2.3.6 transforms/sequential.py, converter.py',
  doc: 'Every layer has one input and is used once: no residual connections, no parallel branches, no shared layers.',
  check: ({ graph }) => {
    const found = graph.layers.flatMap((node) => problemOf(graph, node));
    const isCounted = found.length > 0 || graph.inputs.length !== 1 || graph.outputs.length !== 1;
    const reason = isCounted ? null : notSerialReason(graph);
    if (reason === null) return found;
    // No layer joins or repeats, and still the chain breaks: a branch that leads nowhere.
    return [
      {
        layer: graph.layers[0]?.name,
        message: `The layers do not follow one another: ${reason}.`,
        expected: 'one chain of layers',
        received: reason,
        hint: HINT,
      },
    ];
  },
});

function problemOf(graph: ModelGraph, node: LayerNode): readonly Finding[] {
  const { name, className, calls } = node;
  const inbound = calls[0]?.length ?? 0;
  if (calls.length > 1) {
    return [
      {
        layer: name,
        message: `Layer "${name}" is used ${calls.length} times.`,
        expected: 'every layer used once',
        received: `${calls.length} uses`,
        hint: HINT,
      },
    ];
  }
  if (inbound <= 1) return [];
  return [
    {
      layer: name,
      message: `${className} layer "${name}" joins ${inbound} branches.`,
      expected: 'one inbound layer',
      received: `${inbound} inbound layers`,
      hint: joinHint(graph, node),
    },
  ];
}

/** A branch that could stand for all is named: learning from the original model, the chain that is left regains most of what it lost. */
function joinHint(graph: ModelGraph, { name, calls }: LayerNode): string {
  const joint = jointsOf(graph).get(name);
  const kept = joint && joint.main !== null ? calls[0]?.[joint.main] : undefined;
  if (!kept) return HINT;
  return `Akida 1.0 runs one chain of layers: keep the main branch, which ends in "${kept.layer}", and train on with the original model as teacher: under Fine-tune in the studio, with \`cnn2snn finetune --teacher ORIGINAL\` on the command line.`;
}
