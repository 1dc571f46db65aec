import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { layerDefinition } from '../layers/index.ts';
import { sameShape } from '../tensor/tensor.ts';
import { outputShapes } from './outputShapes.ts';

/** Where branches that began at one layer come together again. */
export interface Joint {
  readonly merge: LayerNode;
  /** The layer whose output all branches read. */
  readonly fork: string;
  /** What lies between fork and merge, a list an input of the merge, in graph order; empty for an identity. */
  readonly branches: readonly (readonly LayerNode[])[];
  /**
   * The branch that could stand for all: the one with most layers with weights among those whose output has the shape of the merge.
   * Null where there is none, and where a branch alone would not be a part of what the merge computes (a concatenation, a difference).
   */
  readonly main: number | null;
}

/** Merges that a single branch can stand for, by class or by the last part of an operation's name. */
const PARTS: ReadonlySet<string> = new Set('add addv2 average maximum minimum multiply'.split(' '));

const known = new WeakMap<ModelGraph, ReadonlyMap<string, Joint>>();

/**
 * The joints of a graph by the name of their merge, inner ones first. A branch may hold joints of its own. Where a branch leaves the
 * joint (a second reader outside, an output of the model), or the branches have no common start, there is none.
 * Graphs are immutable, so the result is kept per graph.
 */
export function jointsOf(graph: ModelGraph): ReadonlyMap<string, Joint> {
  const found = known.get(graph) ?? find(graph);
  known.set(graph, found);
  return found;
}

/**
 * What a layer would read if every joint were its main branch: the main branch's last layer in place of a merge.
 * @returns undefined for a layer with several inputs that no joint explains
 */
export function mainSource(graph: ModelGraph, node: LayerNode): string | undefined {
  const [refs = [], ...moreCalls] = node.calls;
  if (moreCalls.length > 0) return undefined;
  if (refs.length === 1) return refs[0]?.layer;
  const joint = jointsOf(graph).get(node.name);
  return joint?.main === undefined || joint.main === null ? undefined : refs[joint.main]?.layer;
}

function find(graph: ModelGraph): ReadonlyMap<string, Joint> {
  const joints = new Map<string, Joint>();
  const byName = new Map(graph.layers.map((node) => [node.name, node]));
  const place = new Map(graph.layers.map(({ name }, i) => [name, i]));
  const inOrder = (layers: readonly LayerNode[]) =>
    [...layers].sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
  const readers = new Map<string, Set<string>>();
  for (const { name, calls } of graph.layers) {
    for (const { layer } of calls.flat()) {
      readers.set(layer, (readers.get(layer) ?? new Set()).add(name));
    }
  }
  const outputs = new Set(graph.outputs.map(({ layer }) => layer));

  /** The layers on the way back from one, itself first; a joint is passed to its fork. */
  const wayBack = (from: string): readonly string[] => {
    const way: string[] = [];
    for (let name: string | undefined = from; name !== undefined;) {
      way.push(name);
      const [refs = [], ...moreCalls]: LayerNode['calls'] = byName.get(name)?.calls ?? [];
      if (moreCalls.length > 0) break;
      name = joints.get(name)?.fork ?? (refs.length === 1 ? refs[0]?.layer : undefined);
    }
    return way;
  };
  const between = (way: readonly string[], fork: string): readonly LayerNode[] =>
    inOrder(
      way.slice(0, way.indexOf(fork)).flatMap((name) => {
        const node = byName.get(name);
        return node ? [node, ...(joints.get(name)?.branches.flat() ?? [])] : [];
      }),
    );
  const isClosed = (branch: readonly LayerNode[], merge: LayerNode): boolean => {
    const inside = new Set([...branch.map(({ name }) => name), merge.name]);
    return branch.every(
      ({ name }) =>
        !outputs.has(name) && [...(readers.get(name) ?? [])].every((r) => inside.has(r)),
    );
  };

  for (const merge of graph.layers) {
    const [refs = [], ...moreCalls] = merge.calls;
    if (refs.length < 2 || moreCalls.length > 0) continue;
    const ways = refs.map(({ layer }) => wayBack(layer));
    const [first = [], ...others] = ways;
    const sets = others.map((way) => new Set(way));
    const fork = first.find((name) => sets.every((set) => set.has(name)));
    if (fork === undefined) continue;
    const branches = ways.map((way) => between(way, fork));
    if (!branches.every((branch) => isClosed(branch, merge))) continue;
    joints.set(merge.name, { merge, fork, branches, main: mainOf(graph, merge, branches) });
  }
  return joints;
}

function mainOf(
  graph: ModelGraph,
  merge: LayerNode,
  branches: readonly (readonly LayerNode[])[],
): number | null {
  const kind = operationName(merge);
  if (!PARTS.has(kind)) return null;
  const shapes = outputShapes(graph);
  const wanted = layerDefinition(merge.className) && shapes.output(merge.name);
  const fits = shapes.inputs(merge).map((shape) => {
    if (wanted && shape) return sameShape(shape, wanted);
    // Nothing tells a factor from what it is multiplied with.
    return kind !== 'multiply';
  });
  const sizes = branches.map((layers) => [layers.filter(hasKernel).length, layers.length] as const);
  let main: number | null = null;
  for (const [i, [kernels, length]] of sizes.entries()) {
    if (fits[i] !== true) continue;
    const [mostKernels, mostLayers] = main === null ? [-1, -1] : (sizes[main] ?? [-1, -1]);
    if (kernels > mostKernels || (kernels === mostKernels && length > mostLayers)) main = i;
  }
  return main;
}

function hasKernel({ className, weights }: LayerNode): boolean {
  return /Conv|Dense/.test(className) || Object.keys(weights).some((name) => /kernel/.test(name));
}

/** Layers by class, operations that stand as layers by the last part of their name: `tf.__operators__.add` is `add`. */
function operationName({ className, serialized }: LayerNode): string {
  const { function: name } = serialized;
  const full = className === 'TFOpLambda' && typeof name === 'string' ? name : className;
  return full.slice(full.lastIndexOf('.') + 1).toLowerCase();
}
