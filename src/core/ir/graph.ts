import { fail } from '../errors/diagnostic.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { JsonObject } from './json.ts';

/** One tensor of the graph: output `output` of the `call`-th use of a layer. */
export interface TensorRef {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** Weights by their Keras short name (`kernel`, `bias`, `gamma`, `moving_mean`, ...). */
export type WeightMap = Readonly<Record<string, Tensor>>;

/**
 * One Keras layer. Nodes are immutable: passes return new ones.
 * @typeParam C the parsed configuration, camelCase; `{}` for layers we do not know
 */
export interface LayerNode<C = object> {
  /** Unique in the graph. */
  readonly name: string;
  /** As the file spells it; `unknown` layers keep theirs. */
  readonly className: string;
  readonly config: C;
  /** The configuration as it stands in the file, so that writing it back loses nothing. */
  readonly serialized: JsonObject;
  readonly weights: WeightMap;
  /** The inputs of each use of the layer; more than one entry = a shared layer. */
  readonly calls: readonly (readonly TensorRef[])[];
  /** Names of the nested models that hold the layer, outermost first. */
  readonly scope: readonly string[];
}

/** A Keras model, nested models flattened, layers in topological order. */
export interface ModelGraph {
  readonly name: string;
  /** Version of the Keras that wrote the file, where the file says it; a few functions differ between 2 and 3. */
  readonly kerasVersion?: string;
  /** True: an architecture without weights. Those of its layers are initial values, from which nothing may be computed. */
  readonly isDesign?: true;
  readonly layers: readonly LayerNode[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
}

/** Refuses a design: what follows computes with the weights. @throws StudioError graph/no-weights */
export function needWeights({ isDesign }: Pick<ModelGraph, 'isDesign'>, task: string): void {
  if (isDesign) fail('graph/no-weights', {}, task);
}

/** The layer of that name, or a StudioError `graph/unknown-layer-name`. */
export function layerNamed(graph: ModelGraph, name: string): LayerNode {
  const node = graph.layers.find((layer) => layer.name === name);
  if (node) return node;
  fail(
    'graph/unknown-layer-name',
    { layer: name },
    name,
    graph.layers.map((layer) => layer.name),
  );
}

/** Why the graph is not one chain, or null when it is: one input, one output, every layer used once with one input. */
export function notSerialReason(graph: ModelGraph): string | null {
  if (graph.inputs.length !== 1) return `it has ${graph.inputs.length} inputs`;
  if (graph.outputs.length !== 1) return `it has ${graph.outputs.length} outputs`;
  const used = new Set<string>();
  for (const node of graph.layers) {
    if (node.calls.length !== 1) return `layer "${node.name}" is used ${node.calls.length} times`;
    const refs = node.calls[0] ?? [];
    const isInput = graph.inputs[0]?.layer === node.name;
    if (!isInput && refs.length !== 1) return `layer "${node.name}" has ${refs.length} inputs`;
    for (const ref of refs) {
      if (used.has(ref.layer)) return `the output of layer "${ref.layer}" goes to several layers`;
      used.add(ref.layer);
    }
  }
  const output = graph.outputs[0]?.layer;
  const loose = graph.layers.find((node) => !used.has(node.name) && node.name !== output);
  if (loose) return `the output of layer "${loose.name}" is not used`;
  if (output !== undefined && used.has(output))
    return `the output of layer "${output}" is also used inside`;
  return null;
}

/** The layers of a serial graph from input to output. @throws StudioError graph/not-serial */
export function chainOf(graph: ModelGraph): readonly LayerNode[] {
  const reason = notSerialReason(graph);
  if (reason !== null) fail('graph/not-serial', {}, reason);
  return graph.layers;
}

/**
 * A graph whose layers follow one another: the first is the input, the last the output.
 * @param from the graph they come from, of which stays what is no layer
 */
export function graphOfChain(
  from: Omit<ModelGraph, 'layers' | 'inputs' | 'outputs'>,
  layers: readonly LayerNode[],
): ModelGraph {
  const linked = layers.map((node, i) => {
    const previous = layers[i - 1];
    const refs = previous ? [{ layer: previous.name, call: 0, output: 0 }] : [];
    return { ...node, calls: [refs] };
  });
  const end = (node: LayerNode | undefined) =>
    node ? [{ layer: node.name, call: 0, output: 0 }] : [];
  return {
    ...from,
    layers: linked,
    inputs: end(linked[0]),
    outputs: end(linked.at(-1)),
  };
}
