import type { ModelGraph } from '../../ir/graph.ts';
import { isQuantizedActivation, isQuantizedNeural } from '../../layers/layerGroups.ts';
import type { ForwardEngine, RunUnit } from '../engine.ts';
import { keyOf, type RunStep } from '../steps.ts';
import { finishAfter, type Chain } from './chains.ts';
import { Heap, type Value } from './heap.ts';
import { instantiateKernels } from './kernels.ts';
import { operationOf, type Workshop } from './operations.ts';

/**
 * Runs a model with the SIMD kernels; null where the engine has none. Layers without a kernel run as in the reference, in the same run.
 * In a float model sums are float32. A model with a quantized layer gives the reference's outputs bit for bit, so that no value is put on
 * another level: its sums are float64, or float32 with a guard where a quantized activation comes right behind them.
 */
export async function fastEngine(
  graph: ModelGraph,
  steps: readonly RunStep[],
): Promise<ForwardEngine<Value> | null> {
  const kernels = await instantiateKernels();
  if (!kernels) return null;
  const heap = new Heap(kernels);
  const isExact = graph.layers.some(
    (node) => isQuantizedNeural(node) || isQuantizedActivation(node),
  );
  const workshop: Workshop = { graph, heap, isExact, packed: new Map() };
  const made = new Map<string, RunUnit<Value>>();
  const unitOf = (chain: Chain): RunUnit<Value> => {
    const name = chain.steps.map(({ key }) => key).join('\n');
    const unit = made.get(name) ?? { steps: chain.steps, compute: operationOf(workshop, chain) };
    made.set(name, unit);
    return unit;
  };
  return {
    units: (needed) => chainsOf(graph, steps, needed).map(unitOf),
    place: ({ data, shape }) => heap.place(data, shape),
    read: (value) => heap.read(value),
    release: (value) => {
      heap.release(value);
    },
  };
}

/** Puts layers that work value by value behind the layer whose output only they read. */
function chainsOf(
  graph: ModelGraph,
  steps: readonly RunStep[],
  needed: ReadonlySet<string>,
): readonly Chain[] {
  const readers = new Map<string, number>();
  for (const { refs } of steps)
    for (const ref of refs) readers.set(keyOf(ref), (readers.get(keyOf(ref)) ?? 0) + 1);
  const chains: Chain[] = [];
  /** Places in `chains`. */
  const endingIn = new Map<string, number>();
  for (const step of steps) {
    const [ref, ...more] = step.refs;
    const before = ref && more.length === 0 ? keyOf(ref) : '';
    const place = endingIn.get(before) ?? -1;
    const chain = chains[place];
    const isOnlyReader = readers.get(before) === 1 && !needed.has(before);
    const finish = chain && isOnlyReader ? finishAfter(graph, chain, step) : null;
    if (chain && finish) {
      chains[place] = { steps: [...chain.steps, step], finish };
      endingIn.delete(before);
      endingIn.set(step.key, place);
    } else {
      endingIn.set(step.key, chains.length);
      chains.push({ steps: [step], finish: finishAfter(graph, null, step) });
    }
  }
  return chains;
}
