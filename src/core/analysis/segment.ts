import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { inputQuantizer } from '../layers/inputQuantizer.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { isNeural, isPool, isRelu, isSupported } from '../layers/layerGroups.ts';
import { roleOf } from './blocks.ts';
import { jointsOf, mainSource } from './branches.ts';

/** A stretch of layers that follow one another without branches. A serial model is one segment. */
export interface Segment {
  /** In graph order, without the InputLayer. */
  readonly layers: readonly LayerNode[];
  /**
   * The same layers as conversion orders them, and as it will when each is mended: Dropout and noise dropped, MaxPooling2D before the activation, BatchNormalization
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
 * Cuts a graph, serial or not, into its segments, in graph order. Across a joint the segment goes on along the main branch, as the model
 * would without the others: what lies behind a residual connection is told with what lies before it. Layers with several inputs or
 * uses belong to none. Graphs are immutable, so the result is kept per graph.
 */
export function segmentsOf(graph: ModelGraph): readonly Segment[] {
  const segments = known.get(graph) ?? cut(graph);
  known.set(graph, segments);
  return segments;
}

interface Stretch {
  readonly layers: LayerNode[];
  readonly startsAtInput: boolean;
  /** What the next layer reads: the last layer, or the merge that it is the main branch of. */
  end: string;
}

function cut(graph: ModelGraph): readonly Segment[] {
  const uses = new Map<string, number>();
  for (const ref of graph.layers.flatMap((node) => node.calls.flat())) {
    uses.set(ref.layer, (uses.get(ref.layer) ?? 0) + 1);
  }
  const inputs = new Set(graph.inputs.map((ref) => ref.layer));
  const outputs = new Set(graph.outputs.map((ref) => ref.layer));
  const mains = mainBranches(graph);
  const stretches: Stretch[] = [];
  const endingIn = new Map<string, Stretch>();
  const goOn = (stretch: Stretch, { name }: LayerNode): void => {
    stretch.end = name;
    endingIn.set(name, stretch);
  };
  for (const node of graph.layers) {
    if (isLayer(node, inputLayer) || node.calls.length > 1) continue;
    const refs = node.calls[0] ?? [];
    const isMerge = refs.length > 1;
    const source = isMerge ? mainSource(graph, node) : refs[0]?.layer;
    const before = source === undefined ? undefined : endingIn.get(source);
    const isNext = isMerge || mains.has(node.name) || uses.get(source ?? '') === 1;
    if (before && before.end === source && isNext && !outputs.has(source)) {
      if (!isMerge) before.layers.push(node);
      goOn(before, node);
    } else if (!isMerge) {
      const isFirst = source === undefined || inputs.has(source);
      const stretch: Stretch = { layers: [node], startsAtInput: isFirst, end: node.name };
      stretches.push(stretch);
      goOn(stretch, node);
    }
  }
  return stretches.map(({ layers, startsAtInput, end }) => ({
    layers,
    ...conversionOrder(layers),
    startsAtInput,
    endsAtOutput: outputs.has(end),
  }));
}

/** The layers that begin the main branch of a joint. */
function mainBranches(graph: ModelGraph): ReadonlySet<string> {
  const byName = new Map(graph.layers.map((node) => [node.name, node]));
  const begin = new Set<string>();
  for (const joint of jointsOf(graph).values()) {
    let node: LayerNode | undefined = joint.merge;
    let source = mainSource(graph, node);
    while (node && source !== undefined && source !== joint.fork) {
      node = byName.get(source);
      source = node && mainSource(graph, node);
    }
    if (source !== undefined && node && node !== joint.merge) begin.add(node.name);
  }
  return begin;
}

/** An activation that no chip has, in the place of which a ReLU will stand. */
export function isForeignActivation(node: LayerNode | undefined): boolean {
  return node !== undefined && roleOf(node) === 'activation' && !isSupported(node);
}

/** The toolkit's order of passes, each one sweep. @source cnn2snn 2.3.6 transforms/sequential.py, syncretize */
function conversionOrder(
  layers: readonly LayerNode[],
): Pick<Segment, 'ordered' | 'folds' | 'moves'> {
  const folds = new Map<string, LayerNode>();
  const moves = new Map<string, LayerNode>();
  // An InputQuantizer is the host's: the chip begins behind it.
  const kept = layers.filter(
    (node) => roleOf(node) !== 'dropout' && !isLayer(node, inputQuantizer),
  );
  const pooledFirst = sweep(kept, (first, second) =>
    (isRelu(first) || isForeignActivation(first)) && isLayer(second, maxPooling2d)
      ? [second, first]
      : null,
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
