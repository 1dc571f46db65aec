import { diagnostic, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import {
  layerNamed,
  needWeights,
  type LayerNode,
  type ModelGraph,
  type TensorRef,
  type WeightMap,
} from '../ir/graph.ts';
import { fixedPointModel, fixedPointWeights } from '../analysis/fixedPointModel.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import { formatShape, sameShape, sizeOf, type Shape, type Tensor } from '../tensor/tensor.ts';
import {
  BatchCollector,
  defaultBatchSize,
  inputsInOrder,
  sliceSamples,
  type RunInputs,
} from './inputs.ts';
import { createPacer } from '../simulate/pacer.ts';
import { preparedWeights, runLayer } from './runLayer.ts';

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

interface Step {
  readonly node: LayerNode;
  readonly weights: WeightMap;
  readonly call: number;
  readonly refs: readonly TensorRef[];
  /** Outputs that no later step reads. */
  readonly release: readonly string[];
}

/**
 * Makes a model ready to run many times: any directed graph, shared layers and several inputs included.
 * @throws StudioError with one diagnostic for every layer that cannot run: forward/cannot-run, forward/bad-layer,
 *   forward/weight-shape; quantize/... for a kernel that cannot be quantized; graph/no-weights for a design
 */
export function createRunner(graph: ModelGraph): Runner {
  needWeights(graph, 'Run the Keras model');
  const problems = graph.layers.flatMap((node) => layerProblems(graph, node));
  if (problems.length > 0) throw new StudioError(problems);
  const steps = stepsOf(graph);
  return { graph, run: (inputs, options = {}) => run(graph, steps, inputs, options) };
}

async function run(
  graph: ModelGraph,
  steps: readonly Step[],
  inputs: RunInputs,
  options: ForwardOptions,
): Promise<RunResult> {
  const { keep = 'last', batchSize = defaultBatchSize(graph), signal, onProgress } = options;
  if (typeof keep !== 'string') keep.forEach((name) => layerNamed(graph, name));
  const data = inputsInOrder(graph, inputs);
  const samples = data[0]?.shape[0] ?? 0;
  const outputKeys = graph.outputs.map(keyOf);
  const isKept = (step: Step) =>
    keep === 'all' || (keep !== 'last' && keep.includes(step.node.name));
  const kept = new BatchCollector(samples);
  const ends = new BatchCollector(samples);
  const pace = createPacer(signal);
  const batches = Math.ceil(samples / batchSize);
  for (let batch = 0; batch < batches; batch++) {
    const from = batch * batchSize;
    const to = Math.min(from + batchSize, samples);
    const live = new Map<string, Tensor>();
    const fed = new Map(
      graph.inputs.map((ref, i) => [ref.layer, sliceSamples(data[i] as Tensor, from, to)]),
    );
    for (const [done, step] of steps.entries()) {
      await pace();
      const key = stepKey(step);
      const given = step.refs.map((ref) => live.get(keyOf(ref)) as Tensor);
      const start = fed.get(step.node.name);
      const output = runLayer(
        graph,
        step.node,
        step.weights,
        given.length === 0 && start ? [start] : given,
      );
      live.set(key, output);
      if (isKept(step)) kept.add(key, from, output);
      if (outputKeys.includes(key)) ends.add(key, from, output);
      step.release.forEach((name) => live.delete(name));
      onProgress?.(batch * steps.length + done + 1, batches * steps.length);
    }
  }
  return {
    outputs: outputKeys.map((key) => ends.collected.get(key) as Tensor),
    layers: kept.collected,
  };
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

/** One step per use of each layer, in an order where all inputs come first, each with what may be freed after it. */
function stepsOf(graph: ModelGraph): readonly Step[] {
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
    })),
  );
  // Layers are in topological order, but a second use of a shared layer may come later than its place.
  const ordered: typeof waiting = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ refs }) => refs.every((ref) => done.has(keyOf(ref))));
    const [step] = waiting.splice(Math.max(next, 0), 1);
    if (!step) break;
    ordered.push(step);
    done.add(stepKey(step));
  }
  const lastReader = new Map<string, number>();
  ordered.forEach((step, i) => {
    lastReader.set(stepKey(step), i);
    step.refs.forEach((ref) => lastReader.set(keyOf(ref), i));
  });
  return ordered.map((step, i) => ({
    ...step,
    release: [...lastReader].filter(([, last]) => last === i).map(([key]) => key),
  }));
}

function keyOf(ref: TensorRef): string {
  return ref.call === 0 ? ref.layer : `${ref.layer}:${ref.call}`;
}

function stepKey(step: { readonly node: LayerNode; readonly call: number }): string {
  return keyOf({ layer: step.node.name, call: step.call, output: 0 });
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
  options: ForwardOptions = {},
): Promise<RunResult> {
  return createRunner(graph).run(inputs, options);
}
