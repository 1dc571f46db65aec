import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { inputQuantizer } from '../layers/inputQuantizer.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { isDropout, isNeural, isPool, isRelu } from '../layers/layerGroups.ts';

/** A stretch of layers that follow one another without branches. A serial model is one segment. */
export interface Segment {
  /** In graph order, without the InputLayer. */
  readonly layers: readonly LayerNode[];
  /**
   * The same layers as conversion orders them: Dropout dropped, MaxPooling2D before the activation, BatchNormalization
   * before the pool and folded into the neural layer before it. What is left of BatchNormalization cannot be folded.
   */
  readonly ordered: readonly LayerNode[];
  /** Every BatchNormalization that folds, by name, with the neural layer that takes it in. */
  readonly folds: ReadonlyMap<string, LayerNode>;
  /** Every BatchNormalization that moves over a pool, by name, with that pool. */
  readonly moves: ReadonlyMap<string, LayerNode>;
  readonly startsAtInput: boolean;
  readonly endsAtOutput: boolean;
}

const known = new WeakMap<ModelGraph, readonly Segment[]>();

/**
 * Cuts a graph, serial or not, into its segments, in graph order. Layers with several inputs or uses belong to none.
 * Graphs are immutable, so the result is kept per graph.
 */
export function segmentsOf(graph: ModelGraph): readonly Segment[] {
  const segments = known.get(graph) ?? cut(graph);
  known.set(graph, segments);
  return segments;
}

function cut(graph: ModelGraph): readonly Segment[] {
  const uses = new Map<string, number>();
  for (const ref of graph.layers.flatMap((node) => node.calls.flat())) {
    uses.set(ref.layer, (uses.get(ref.layer) ?? 0) + 1);
  }
  const inputs = new Set(graph.inputs.map((ref) => ref.layer));
  const outputs = new Set(graph.outputs.map((ref) => ref.layer));
  const stretches: { layers: LayerNode[]; startsAtInput: boolean }[] = [];
  const endingIn = new Map<string, { layers: LayerNode[]; startsAtInput: boolean }>();
  for (const node of graph.layers) {
    const [refs = [], ...moreCalls] = node.calls;
    const [source, ...moreRefs] = refs;
    if (isLayer(node, inputLayer) || moreCalls.length > 0 || moreRefs.length > 0) continue;
    const before = source && uses.get(source.layer) === 1 ? endingIn.get(source.layer) : undefined;
    if (before && !outputs.has(source?.layer ?? '')) {
      before.layers.push(node);
      endingIn.set(node.name, before);
    } else {
      const isFirst = source === undefined || inputs.has(source.layer);
      const stretch = { layers: [node], startsAtInput: isFirst };
      stretches.push(stretch);
      endingIn.set(node.name, stretch);
    }
  }
  return stretches.map(({ layers, startsAtInput }) => ({
    layers,
    ...conversionOrder(layers),
    startsAtInput,
    endsAtOutput: outputs.has(layers.at(-1)?.name ?? ''),
  }));
}

/** The toolkit's order of passes, each one sweep. @source cnn2snn 2.3.6 transforms/sequential.py, syncretize */
function conversionOrder(
  layers: readonly LayerNode[],
): Pick<Segment, 'ordered' | 'folds' | 'moves'> {
  const folds = new Map<string, LayerNode>();
  const moves = new Map<string, LayerNode>();
  // An InputQuantizer is the host's: the chip begins behind it.
  const kept = layers.filter((node) => !isDropout(node) && !isLayer(node, inputQuantizer));
  const pooledFirst = sweep(kept, (first, second) =>
    isRelu(first) && isLayer(second, maxPooling2d) ? [second, first] : null,
  );
  const normedFirst = sweep(pooledFirst, (first, second) => {
    if (!isPool(first) || !isLayer(second, batchNormalization)) return null;
    moves.set(second.name, first);
    return [second, first];
  });
  const ordered = sweep(normedFirst, (first, second) => {
    if (!isNeural(first) || !isLayer(second, batchNormalization)) return null;
    folds.set(second.name, first);
    return [first];
  });
  return { ordered, folds, moves };
}

/** Rewrites neighbours in one pass from the start; a rewritten pair is not looked at again. */
function sweep(
  layers: readonly LayerNode[],
  rewrite: (first: LayerNode, second: LayerNode) => readonly LayerNode[] | null,
): readonly LayerNode[] {
  const result: LayerNode[] = [];
  for (let i = 0; i < layers.length; i++) {
    const [first, second] = [layers[i], layers[i + 1]];
    const pair = first && second ? rewrite(first, second) : null;
    if (pair) {
      result.push(...pair);
      i++;
    } else if (first) result.push(first);
  }
  return result;
}
