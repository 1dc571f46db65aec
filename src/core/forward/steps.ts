import { fixedPointModel, fixedPointWeights } from '../analysis/fixedPointModel.ts';
import type { LayerNode, ModelGraph, TensorRef, WeightMap } from '../ir/graph.ts';
import { preparedWeights } from './runLayer.ts';

/** One use of a layer. */
export interface RunStep {
  readonly node: LayerNode;
  readonly weights: WeightMap;
  readonly call: number;
  readonly refs: readonly TensorRef[];
  /** Name of its output: the layer's, or `name:1`, `name:2`, ... of a later use. */
  readonly key: string;
}

/** One step per use of each layer, in an order where all inputs come first. */
export function stepsOf(graph: ModelGraph): readonly RunStep[] {
  const fixedPoint = fixedPointModel(graph);
  const integers = fixedPoint ? fixedPointWeights(fixedPoint) : null;
  const prepared = new Map(
    graph.layers.map((node) => [node.name, integers?.get(node.name) ?? preparedWeights(node)]),
  );
  const waiting = graph.layers.flatMap((node) =>
    node.calls.map((refs, call) => ({
      node,
      call,
      refs,
      weights: prepared.get(node.name) ?? {},
      key: keyOf({ layer: node.name, call }),
    })),
  );
  // Layers are in topological order, but a second use of a shared layer may come later than its place.
  const ordered: RunStep[] = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ refs }) => refs.every((ref) => done.has(keyOf(ref))));
    const [step] = waiting.splice(Math.max(next, 0), 1);
    if (!step) break;
    ordered.push(step);
    done.add(step.key);
  }
  return ordered;
}

/** Name of an output among all outputs. */
export function keyOf(ref: Pick<TensorRef, 'layer' | 'call'>): string {
  return ref.call === 0 ? ref.layer : `${ref.layer}:${ref.call}`;
}
