import { diagnostic, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { layerNamed, needWeights, type LayerNode, type ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import {
  formatShape,
  sameShape,
  sizeOf,
  type NumericArray,
  type Shape,
  type Tensor,
} from '../tensor/tensor.ts';
import {
  BatchCollector,
  defaultBatchSize,
  inputsInOrder,
  samplesOf,
  type RunInputs,
} from './inputs.ts';
import { createPacer } from '../simulate/pacer.ts';
import { referenceEngine, type ForwardEngine, type RunnerEngine } from './engine.ts';
import { fastEngine } from './fast/fastEngine.ts';
import type { Value } from './fast/heap.ts';
import { keyOf, stepsOf, type RunStep } from './steps.ts';

/** Settings of a run. */
export interface ForwardOptions {
  /** Layers whose outputs come back: all, none but the model's own outputs, or those named. Default: 'last'. */
  readonly keep?: 'all' | 'last' | readonly string[];
  /** Samples computed at once. Default: as many as keep every layer's output below 16 MB, at most 256. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
  /** Called after each layer of each batch, with samples and layers counted together: `done` of `total` steps. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a run gives back, float32, first axis = samples. */
export interface RunResult {
  /** The model's outputs in their order. */
  readonly outputs: readonly Tensor[];
  /** Kept layers by name, in graph order; a later use of a shared layer is `name:1`, `name:2`, ... */
  readonly layers: ReadonlyMap<string, Tensor>;
}

/** A model made ready to run: checked, its quantized kernels computed once. */
export interface Runner {
  readonly graph: ModelGraph;
  /** @throws StudioError forward/...; the signal's reason when cancelled */
  readonly run: (inputs: RunInputs, options?: ForwardOptions) => Promise<RunResult>;
}

/**
 * Makes a model ready to run many times: any directed graph, shared layers and several inputs included.
 * @throws StudioError with one diagnostic for every layer that cannot run: forward/cannot-run, forward/bad-layer,
 *   forward/weight-shape; quantize/... for a kernel that cannot be quantized; graph/no-weights for a design
 */
export function createRunner(
  graph: ModelGraph,
  { engine = 'auto' }: { readonly engine?: RunnerEngine } = {},
): Runner {
  needWeights(graph, 'Run the Keras model');
  const problems = graph.layers.flatMap((node) => layerProblems(graph, node));
  if (problems.length > 0) throw new StudioError(problems);
  const steps = stepsOf(graph);
  let fast: Promise<ForwardEngine<Value> | null> | null = null;
  return {
    graph,
    run: async (inputs, options = {}) => {
      const kernels = engine === 'auto' ? await (fast ??= fastEngine(graph, steps)) : null;
      return kernels
        ? run(graph, kernels, inputs, options)
        : run(graph, referenceEngine(graph, steps), inputs, options);
    },
  };
}

async function run<V>(
  graph: ModelGraph,
  engine: ForwardEngine<V>,
  inputs: RunInputs,
  options: ForwardOptions,
): Promise<RunResult> {
  const { keep = 'last', batchSize = defaultBatchSize(graph), signal, onProgress } = options;
  if (typeof keep !== 'string') keep.forEach((name) => layerNamed(graph, name));
  const data = inputsInOrder(graph, inputs);
  const samples = data[0]?.shape[0] ?? 0;
  const outputKeys = graph.outputs.map(keyOf);
  const isKept = (name: string) => keep === 'all' || (keep !== 'last' && keep.includes(name));
  const keptKeys = graph.layers.flatMap(({ name, calls }) =>
    isKept(name) ? calls.map((_, call) => keyOf({ layer: name, call })) : [],
  );
  const units = engine.units(new Set([...outputKeys, ...keptKeys]));
  const releases = releasedAfter(units);
  const kept = new BatchCollector(samples);
  const ends = new BatchCollector(samples);
  const pace = createPacer(signal);
  const batches = Math.ceil(samples / batchSize);
  const total = batches * units.reduce((sum, { steps }) => sum + steps.length, 0);
  let done = 0;
  for (let batch = 0; batch < batches; batch++) {
    const from = batch * batchSize;
    const to = Math.min(from + batchSize, samples);
    const live = new Map<string, V>();
    try {
      for (const [at, { steps, compute }] of units.entries()) {
        await pace();
        const [first] = steps as readonly [RunStep];
        const key = endOf(steps);
        const fed = graph.inputs.findIndex(({ layer }) => layer === first.node.name);
        const isFed = first.refs.length === 0 && fed >= 0;
        const given = isFed
          ? [engine.place(samplesOf(data[fed] as Tensor<NumericArray>, from, to))]
          : first.refs.map((ref) => live.get(keyOf(ref)) as V);
        try {
          live.set(key, compute(given));
        } finally {
          if (isFed) given.forEach(engine.release);
        }
        const output = live.get(key) as V;
        if (keptKeys.includes(key)) kept.add(key, from, engine.read(output));
        if (outputKeys.includes(key)) ends.add(key, from, engine.read(output));
        for (const name of releases[at] ?? []) {
          engine.release(live.get(name) as V);
          live.delete(name);
        }
        steps.forEach(() => onProgress?.(++done, total));
      }
    } finally {
      live.forEach(engine.release);
    }
  }
  return {
    outputs: outputKeys.map((key) => ends.collected.get(key) as Tensor),
    // Layers that are computed at once may be ready before others that stand in front of them.
    layers: new Map(keptKeys.map((key) => [key, kept.collected.get(key) as Tensor])),
  };
}

/** Name of what a unit computes. */
function endOf(steps: readonly RunStep[]): string {
  return steps.at(-1)?.key ?? '';
}

/** By unit: the outputs that no later unit reads. */
function releasedAfter(
  units: readonly { readonly steps: readonly RunStep[] }[],
): readonly (readonly string[])[] {
  const lastReader = new Map<string, number>();
  units.forEach(({ steps }, i) => {
    lastReader.set(endOf(steps), i);
    steps[0]?.refs.forEach((ref) => lastReader.set(keyOf(ref), i));
  });
  const releases = units.map((): string[] => []);
  for (const [key, last] of lastReader) releases[last]?.push(key);
  return releases;
}

/** Why a layer cannot run: unknown, a configuration that does not fit, or weights that do not. */
function layerProblems(graph: ModelGraph, node: LayerNode): readonly Diagnostic[] {
  const where = { layer: node.name };
  const definition = layerDefinition(node.className);
  if (!definition?.forward) return [diagnostic('forward/cannot-run', where, node.className)];
  const shapes = outputShapes(graph);
  const problem = shapes.problems.get(node.name);
  if (problem) return [badLayer(node, problem)];
  const inputs = shapes.inputs(node);
  if (inputs.includes(undefined) || !definition.weights) return [];
  try {
    return definition.weights(node.config, inputs as Shape[]).flatMap(({ name, shape }) => {
      const weight = node.weights[name];
      if (weight && sameShape(weight.shape, shape) && weight.data.length === sizeOf(shape)) {
        return [];
      }
      const received = weight ? formatShape(weight.shape) : 'no such weight';
      return [diagnostic('forward/weight-shape', where, name, formatShape(shape), received)];
    });
  } catch (error) {
    if (!(error instanceof ParamError)) throw error;
    return [badLayer(node, error)];
  }
}

function badLayer(node: LayerNode, { expected, received }: ParamError): Diagnostic {
  return diagnostic('forward/bad-layer', { layer: node.name }, node.className, expected, received);
}

/**
 * Runs a float or quantized Keras model once, layer by layer, in float32. For many runs, keep a `createRunner`.
 * @param inputs  one array [samples, ...], or one per input layer by name; any number type
 * @throws StudioError forward/...; the signal's reason when cancelled
 * @example const { outputs, layers } = await runGraph(graph, images, { keep: 'all' })
 */
export async function runGraph(
  graph: ModelGraph,
  inputs: RunInputs,
  { engine = 'auto', ...options }: ForwardOptions & { readonly engine?: RunnerEngine } = {},
): Promise<RunResult> {
  return createRunner(graph, { engine }).run(inputs, options);
}
