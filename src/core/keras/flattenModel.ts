import { fail } from '../errors/diagnostic.ts';
import type { TensorRef } from '../ir/graph.ts';
import { layerDefinition } from '../layers/index.ts';
import type { LayerConfig, ModelConfig } from './modelConfig.ts';

/** One layer of a flattened model. */
export interface FlatLayer {
  readonly layer: LayerConfig;
  /** Unique in the model: the layer's own name, with its scope before it where that clashes. */
  readonly name: string;
  /** Names of the nested models around it, outermost first. */
  readonly scope: readonly string[];
  readonly calls: readonly (readonly TensorRef[])[];
}

/**
 * A model without nesting, each layer behind all that it takes from. Where layers are called in turns, a(b(a(x))),
 * no such order exists: then each layer is behind what its first call takes from.
 */
export interface FlatModel {
  readonly layers: readonly FlatLayer[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
}

/** A leaf while it is being collected: references by identity, since names are settled at the end. */
interface Leaf {
  readonly layer: LayerConfig;
  readonly scope: readonly string[];
  readonly calls: LeafRef[][];
}

interface LeafRef {
  readonly leaf: Leaf;
  readonly call: number;
  readonly output: number;
}

/** A model with a leaf or an inner instance for each of its layers; kept over calls, so that sharing shows. */
interface Instance {
  readonly model: ModelConfig;
  readonly members: ReadonlyMap<string, Leaf | Instance>;
}

/** What happened over the calls so far: how many there were, and the leaves in the order of their first one. */
interface Trace {
  calls: number;
  readonly called: Set<Leaf>;
}

/** Shared nested models multiply calls; real models stay below a few thousand. */
const MAX_CALLS = 50_000;

/**
 * Takes nested models apart. Inner InputLayers vanish: their consumers take what the nested model was called with.
 * A nested model that is called k times gives each of its layers k calls.
 * @throws StudioError keras/duplicate-layer | keras/unknown-reference | keras/cyclic-graph | keras/too-large
 */
export function flattenModel(model: ModelConfig, file: string): FlatModel {
  const leaves: Leaf[] = [];
  const trace: Trace = { calls: 0, called: new Set() };
  const root = instantiate(model, [], leaves, file);
  const ends = callModel(root, null, file, trace);
  for (const { layer, calls } of leaves) {
    const where = { file, layer: layer.name, path: layer.path };
    if (calls.length === 0) fail('keras/bad-config', where, 'a layer that takes an input', 'none');
  }
  const named = nameLeaves(leaves, file);
  const refTo = ({ leaf, call, output }: LeafRef): TensorRef => ({
    layer: named.get(leaf) ?? leaf.layer.name,
    call,
    output,
  });
  return {
    layers: (inFileOrder(leaves) ?? [...trace.called]).map((leaf) => ({
      layer: leaf.layer,
      name: named.get(leaf) ?? leaf.layer.name,
      scope: leaf.scope,
      calls: leaf.calls.map((refs) => refs.map(refTo)),
    })),
    inputs: ends.inputs.map(refTo),
    outputs: ends.outputs.map(refTo),
  };
}

function instantiate(
  model: ModelConfig,
  scope: readonly string[],
  leaves: Leaf[],
  file: string,
): Instance {
  const members = new Map<string, Leaf | Instance>();
  for (const layer of model.layers) {
    if (members.has(layer.name)) {
      fail('keras/duplicate-layer', { file, layer: layer.name, path: layer.path }, layer.name);
    }
    if (layer.nested) {
      members.set(layer.name, instantiate(layer.nested, [...scope, layer.name], leaves, file));
      continue;
    }
    const leaf: Leaf = { layer, scope, calls: [] };
    members.set(layer.name, leaf);
    if (scope.length === 0 || layer.className !== 'InputLayer') leaves.push(leaf);
  }
  return { model, members };
}

/** Calls a model once. `inputs` is null for the outermost model, whose InputLayers stay. */
function callModel(
  instance: Instance,
  inputs: readonly LeafRef[] | null,
  file: string,
  trace: Trace,
): { inputs: readonly LeafRef[]; outputs: readonly LeafRef[] } {
  const { model, members } = instance;
  const results = new Map<string, readonly LeafRef[] | LeafRef>();
  const resolve = resolver(instance, results, file);
  const rootInputs = model.inputs.map(({ layer }, i): LeafRef => {
    const member = members.get(layer);
    if (!member || 'members' in member || member.layer.className !== 'InputLayer') {
      fail('keras/unknown-reference', { file }, `the input layer "${layer}"`, 'an InputLayer');
    }
    if (inputs === null) {
      if (member.calls.length === 0) member.calls.push([]);
      trace.called.add(member);
      const ref = { leaf: member, call: 0, output: 0 };
      results.set(keyOf(layer, 0), ref);
      return ref;
    }
    const given = inputs[i];
    if (!given) wrongInputCount(model, inputs.length, file);
    results.set(keyOf(layer, 0), [given]);
    return given;
  });
  // A Sequential without InputLayer hands what it is called with to its first layer.
  const headless = model.inputs.length === 0 ? model.layers[0] : undefined;
  if (inputs && inputs.length !== (headless ? 1 : model.inputs.length)) {
    wrongInputCount(model, inputs.length, file);
  }
  for (const { layer, call, refs } of callOrder(instance, file)) {
    trace.calls += 1;
    if (trace.calls > MAX_CALLS) {
      const limit = `at most ${MAX_CALLS} layer calls`;
      fail('keras/too-large', { file }, `more than ${MAX_CALLS} layer calls`, limit);
    }
    const taken = layer === headless ? (inputs ?? []) : refs.map(resolve);
    const member = members.get(layer.name);
    if (member && 'members' in member) {
      results.set(keyOf(layer.name, call), callModel(member, taken, file, trace).outputs);
    } else if (member) {
      member.calls.push([...taken]);
      trace.called.add(member);
      const ref = { leaf: member, call: member.calls.length - 1, output: 0 };
      results.set(keyOf(layer.name, call), ref);
    }
  }
  return { inputs: rootInputs, outputs: model.outputs.map(resolve) };
}

function wrongInputCount(model: ModelConfig, count: number, file: string): never {
  const where = { file, layer: model.name };
  fail('keras/bad-config', where, `${Math.max(model.inputs.length, 1)} inputs`, count);
}

function keyOf(layer: string, call: number): string {
  return `${call}\n${layer}`;
}

type Ref = LayerConfig['calls'][number][number];

/**
 * Keras 2 counts the calls of a nested model from 1, since building it was its call 0; Keras 3 does so for
 * functional ones only. Every call in the file is used, so an index past the end tells.
 */
function firstNodes(model: ModelConfig): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  const refs = [...model.layers.flatMap((layer) => layer.calls.flat()), ...model.outputs];
  for (const { layer, node } of refs) highest.set(layer, Math.max(highest.get(layer) ?? 0, node));
  return new Map(
    model.layers
      .filter((layer) => layer.nested && (highest.get(layer.name) ?? 0) >= layer.calls.length)
      .map((layer) => [layer.name, 1]),
  );
}

function callIndex({ layer, node }: Ref, instance: Instance, first: number): number {
  const member = instance.members.get(layer);
  const isInput = member && !('members' in member) && member.layer.className === 'InputLayer';
  return isInput ? 0 : node - first;
}

function resolver(
  instance: Instance,
  results: ReadonlyMap<string, readonly LeafRef[] | LeafRef>,
  file: string,
): (ref: Ref) => LeafRef {
  const first = firstNodes(instance.model);
  return (ref) => {
    const call = callIndex(ref, instance, first.get(ref.layer) ?? 0);
    const result = results.get(keyOf(ref.layer, call));
    if (result && 'leaf' in result) {
      // Every layer type we know has one output; the others may have more.
      if (ref.output === 0 || !layerDefinition(result.leaf.layer.className)) {
        return { ...result, output: ref.output };
      }
    }
    const inner = result && !('leaf' in result) ? result[ref.output] : undefined;
    return inner ?? unknownReference(ref, instance, file);
  };
}

function unknownReference(ref: Ref, instance: Instance, file: string): never {
  const known = instance.members.has(ref.layer) ? 'a call and an output that exist' : 'a layer';
  const text = `output ${ref.output} of call ${ref.node} of layer "${ref.layer}"`;
  fail('keras/unknown-reference', { file, layer: ref.layer }, text, known);
}

interface Call {
  readonly layer: LayerConfig;
  readonly call: number;
  readonly refs: readonly Ref[];
}

/** All calls of one model's layers, each behind the calls that it takes from (Kahn's algorithm). */
function callOrder(instance: Instance, file: string): readonly Call[] {
  const { model, members } = instance;
  const first = firstNodes(model);
  const isInput = (layer: LayerConfig) => layer.className === 'InputLayer' && !layer.nested;
  const calls = model.layers
    .filter((layer) => !isInput(layer))
    .flatMap((layer) => layer.calls.map((refs, call): Call => ({ layer, call, refs })));
  const byKey = new Map(calls.map((call) => [keyOf(call.layer.name, call.call), call]));
  const waiting = new Map<Call, number>();
  const consumers = new Map<Call, Call[]>();
  const ready: Call[] = [];
  for (const call of calls) {
    let open = 0;
    for (const ref of call.refs) {
      const source = byKey.get(
        keyOf(ref.layer, callIndex(ref, instance, first.get(ref.layer) ?? 0)),
      );
      if (source) {
        consumers.set(source, [...(consumers.get(source) ?? []), call]);
        open += 1;
      } else if (!members.has(ref.layer)) unknownReference(ref, instance, file);
    }
    if (open === 0) ready.push(call);
    else waiting.set(call, open);
  }
  for (const call of ready) {
    for (const consumer of consumers.get(call) ?? []) {
      const open = (waiting.get(consumer) ?? 0) - 1;
      waiting.set(consumer, open);
      if (open === 0) ready.push(consumer);
    }
  }
  if (ready.length < calls.length) {
    const stuck = calls.filter((call) => (waiting.get(call) ?? 0) > 0);
    fail('keras/cyclic-graph', { file }, [...new Set(stuck.map(({ layer }) => layer.name))]);
  }
  return ready;
}

function nameLeaves(leaves: readonly Leaf[], file: string): ReadonlyMap<Leaf, string> {
  const count = new Map<string, number>();
  for (const { layer } of leaves) count.set(layer.name, (count.get(layer.name) ?? 0) + 1);
  const names = new Map<Leaf, string>();
  const taken = new Set<string>();
  for (const leaf of leaves) {
    const own = leaf.layer.name;
    const name = (count.get(own) ?? 0) > 1 ? [...leaf.scope, own].join('/') : own;
    if (taken.has(name)) fail('keras/duplicate-layer', { file, layer: name }, name);
    taken.add(name);
    names.set(leaf, name);
  }
  return names;
}

/** Leaves behind all that they take from, otherwise as the file has them; null where leaves take turns. */
function inFileOrder(leaves: readonly Leaf[]): readonly Leaf[] | null {
  const done = new Set<Leaf>();
  const open = new Set<Leaf>();
  for (const leaf of leaves) {
    // Depth first with a stack of its own: a chain of ten thousand layers must not overflow the call stack.
    const stack = [leaf];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const current = top;
      const missing = current.calls
        .flat()
        .find((ref) => ref.leaf !== current && !done.has(ref.leaf));
      open.add(current);
      if (!missing) {
        done.add(current);
        stack.pop();
      } else if (open.has(missing.leaf)) return null;
      else stack.push(missing.leaf);
    }
  }
  return [...done];
}
