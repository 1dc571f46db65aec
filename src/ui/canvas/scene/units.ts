import type { BlockView, GraphView, LayerView } from '../../../project/views/graphView.ts';

/** What stays together in the graph: the Keras layers of one block, or a chain of layers that fit no block. */
export interface Unit {
  /** Name of the block, which is its neural layer's, or of the layer that stands alone. */
  readonly name: string;
  /** Null: layers that stand alone. */
  readonly block: BlockView | null;
  /** In graph order; never empty. */
  readonly layers: readonly LayerView[];
  /** The nested models that hold all of it, outermost first. */
  readonly scope: readonly string[];
}

/** A connection between two units and the layer whose output travels over it. */
export interface UnitLink {
  readonly from: string;
  readonly to: string;
  readonly layer: LayerView;
}

/** The graph as units, in the order of their last layers, and how they are connected. */
export interface UnitGraph {
  readonly units: readonly Unit[];
  readonly links: readonly UnitLink[];
}

/** Cuts a graph view into units. */
export function unitsOf(graph: GraphView): UnitGraph {
  const order = new Map(graph.layers.map(({ name }, i) => [name, i]));
  const layers = new Map(graph.layers.map((layer) => [layer.name, layer]));
  const listed = (names: readonly string[]) => names.flatMap((name) => layers.get(name) ?? []);
  const units = [
    ...graph.blocks.map((block) => unitOf(block.name, block, listed(block.layers))),
    ...looseChains(listed(graph.loose), graph.layers).map((chain) =>
      unitOf((chain.find(isWorking) ?? chain[0])?.name ?? '', null, chain),
    ),
  ].filter((unit) => unit.layers.length > 0);
  const place = (unit: Unit) => order.get(unit.layers.at(-1)?.name ?? '') ?? 0;
  units.sort((a, b) => place(a) - place(b));
  const owner = new Map(units.flatMap((unit) => unit.layers.map(({ name }) => [name, unit.name])));
  const links = new Map<string, UnitLink>();
  for (const unit of units) {
    for (const input of unit.layers.flatMap(({ inputs }) => inputs)) {
      const [from, layer] = [owner.get(input), layers.get(input)];
      if (from === undefined || !layer || from === unit.name) continue;
      links.set(`${from}\n${unit.name}`, { from, to: unit.name, layer });
    }
  }
  return { units, links: [...links.values()] };
}

/** Loose layers that only read one another, in one nested model, as one: what belongs together stays together. */
function looseChains(
  loose: readonly LayerView[],
  all: readonly LayerView[],
): readonly (readonly LayerView[])[] {
  const readers = new Map<string, number>();
  for (const input of all.flatMap(({ inputs }) => inputs)) {
    readers.set(input, (readers.get(input) ?? 0) + 1);
  }
  const chains = new Map<string, LayerView[]>();
  for (const layer of loose) {
    const [input, ...others] = layer.inputs;
    const chain = input === undefined ? undefined : chains.get(input);
    const last = chain?.at(-1);
    const continues =
      chain !== undefined &&
      input !== undefined &&
      last?.name === input &&
      others.length === 0 &&
      readers.get(input) === 1 &&
      last.scope.join('/') === layer.scope.join('/');
    if (continues) chain.push(layer);
    chains.set(layer.name, continues ? chain : [layer]);
  }
  return [...new Set(chains.values())];
}

/** The layer that a chain is about, rather than what prepares its input. */
function isWorking({ role }: LayerView): boolean {
  return role === 'neural' || role === 'merge' || role === 'other';
}

function unitOf(name: string, block: BlockView | null, layers: readonly LayerView[]): Unit {
  return { name, block, layers, scope: commonScope(layers) };
}

function commonScope(layers: readonly LayerView[]): readonly string[] {
  const [first, ...others] = layers.map(({ scope }) => scope);
  if (!first) return [];
  const end = first.findIndex((name, depth) => others.some((scope) => scope[depth] !== name));
  return end === -1 ? first : first.slice(0, end);
}

/** Bits of the spikes that leave a unit: of its last activation; null for float or none. */
export function outputBits(unit: Unit): number | null {
  return (
    unit.layers.findLast(({ activationBits }) => activationBits !== null)?.activationBits ?? null
  );
}
