import type { AkidaModel } from '../core/akida/model.ts';
import type { InputScaling } from '../core/analysis/inputScaling.ts';
import { activityOfRun } from '../core/cost/activity.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { blockEnds } from '../core/forward/blockEnds.ts';
import { compareModels, type LayerComparison } from '../core/forward/compareModels.ts';
import {
  compareQuantization,
  type QuantizationError,
} from '../core/forward/compareQuantization.ts';
import { evaluateModel, scoreOutputs, type Evaluation } from '../core/forward/evaluateModel.ts';
import { kerasInputs } from '../core/forward/inputs.ts';
import { createRunner, type Runner } from '../core/forward/runner.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { createSimulator, type Simulator } from '../core/simulate/simulator.ts';
import type { NumericArray, Tensor } from '../core/tensor/tensor.ts';
import { classScores } from './classScores.ts';
import { effortOf, type Effort } from './effort.ts';
import type { ModelTrio } from './models.ts';
import { activityOf, type LayerActivity } from './views/network.ts';

/** How far a run has come. */
interface RunProgress {
  readonly text: string;
  /** 0 .. 1. */
  readonly fraction: number;
}

/** What a run is given besides its models and inputs. */
interface RunContext {
  readonly signal: AbortSignal;
  readonly progress: (progress: RunProgress) => void;
}

/** A simulator is prepared once for each network: packing its weights costs more than a run. */
const simulators = new WeakMap<AkidaModel, Promise<Simulator>>();

/** The simulator of a network, kept as long as the network is. @throws StudioError simulate/* */
export function preparedSimulator(model: AkidaModel): Promise<Simulator> {
  const prepared = simulators.get(model) ?? createSimulator(model);
  simulators.set(model, prepared);
  return prepared;
}

/** Tells how many images of a run are done. */
export function countImages(progress: RunContext['progress']) {
  return (done: number, total: number): void => {
    progress({ text: `Image ${done} of ${total}`, fraction: done / total });
  };
}

/** What three models make of the same inputs. */
export interface Comparison {
  /** Per class, float32 [samples * classes], 0 .. 1; null where a model or a vector of classes is missing. */
  readonly scores: {
    /** `strength`: a network that ends in spikes; relative to the strongest class. */
    readonly unit: 'probability' | 'strength';
    readonly float: Float32Array | null;
    readonly quantized: Float32Array | null;
    readonly spiking: Float32Array | null;
  };
  /** Quantized against spiking, layer by layer; null without a quantized model. */
  readonly parting: {
    readonly layers: readonly LayerComparison[];
    /** Name of the first layer with a difference. */
    readonly first: string | null;
  } | null;
}

/**
 * Runs inputs through the float, the quantized and the spiking model, and tells where the last two part.
 * @throws StudioError forward/* and simulate/* of the runs
 */
export async function compareTrio(
  { float, quantized, spiking, inputScaling }: ModelTrio,
  inputs: Tensor<Uint8Array>,
  { signal, progress }: RunContext,
): Promise<Comparison> {
  progress({ text: 'Float model', fraction: 0 });
  const floatHead = float && (await headOf(float, inputs, inputScaling, signal));
  progress({ text: 'Quantized model', fraction: 1 / 3 });
  const quantizedHead = quantized && (await headOf(quantized, inputs, inputScaling, signal));
  const { predict, forward } = await (await preparedSimulator(spiking)).run(inputs, { signal });
  progress({ text: 'Layer by layer', fraction: 2 / 3 });
  const parting = quantized
    ? await compareModels(quantized, spiking, inputs, { inputScaling, signal })
    : null;
  const isHead = predict !== null;
  return {
    scores: {
      unit: isHead ? 'probability' : 'strength',
      float: floatHead && classScores(floatHead, isHead),
      quantized: quantizedHead && classScores(quantizedHead, isHead),
      spiking: classScores(predict ?? forward, isHead),
    },
    parting: parting && { layers: parting.layers, first: parting.firstParting },
  };
}

const runners = new WeakMap<ModelGraph, Runner>();

/** The runner of a Keras model, kept as long as the model is. @throws StudioError forward/* */
export function preparedRunner(graph: ModelGraph): Runner {
  const runner = runners.get(graph) ?? createRunner(graph);
  runners.set(graph, runner);
  return runner;
}

/** What the last block of a Keras model gives, before a trailing softmax. */
async function headOf(
  graph: ModelGraph,
  pixels: Tensor<NumericArray>,
  scaling: InputScaling,
  signal: AbortSignal,
): Promise<Tensor | null> {
  const head = blockEnds(graph).at(-1)?.output;
  if (head === undefined) return null;
  const inputs = kerasInputs(graph, pixels, scaling);
  const { layers } = await preparedRunner(graph).run(inputs, { keep: [head], signal });
  return layers.get(head) ?? null;
}

/** What three models make of a data set, and what the layers of the spiking one did. */
export interface DatasetEvaluation {
  readonly samples: number;
  /** All samples together. */
  readonly layers: readonly LayerActivity[];
  readonly spiking: Evaluation;
  /** What one sample takes of the spiking one. */
  readonly effort: Effort;
  /** Null where the opened model has no such form. */
  readonly quantized: Evaluation | null;
  readonly float: Evaluation | null;
}

/**
 * Runs labelled images through the three models: accuracy, confusion, and what the layers of the spiking one did.
 * @throws StudioError forward/labels; forward/* and simulate/* of the runs
 */
export async function evaluateTrio(
  { float, quantized, spiking, inputScaling, hardware }: ModelTrio,
  { images, labels }: { readonly images: Tensor<Uint8Array>; readonly labels: Int32Array },
  { signal, progress }: RunContext,
): Promise<DatasetEvaluation> {
  const parts = [spiking, quantized, float].filter((part) => part !== null).length;
  let part = 0;
  const { layers, evaluation } = await runSpiking(spiking);
  return {
    samples: labels.length,
    layers,
    spiking: evaluation,
    effort: effortOf(spiking, activityOfRun(layers, labels.length), hardware),
    quantized: quantized && (await runKeras('Quantized', quantized)),
    float: float && (await runKeras('Float', float)),
  };

  function report(name: string, count: number) {
    const from = part++ / parts;
    return (done: number, total: number) => {
      const image = Math.round((done / total) * count);
      const fraction = from + done / total / parts;
      progress({ text: `${name} model: image ${image} of ${count}`, fraction });
    };
  }

  async function runSpiking(model: AkidaModel) {
    const simulator = await preparedSimulator(model);
    const onProgress = report('Spiking', labels.length);
    const result = await simulator.run(images, { signal, onProgress });
    const activity = result.layers.map((layer) => activityOf(layer, model));
    const outputs = result.predict ?? result.forward;
    return { layers: activity, evaluation: scoreOutputs(outputs, labels) };
  }

  function runKeras(name: string, graph: ModelGraph) {
    const onProgress = report(name, labels.length);
    return evaluateModel(
      { kind: 'keras', graph },
      { images, labels },
      { inputScaling, signal, onProgress },
    );
  }
}

/**
 * Error of every block of the quantized model against the float one, on pixels as the chip takes them.
 * @throws StudioError studio/no-float-model where the file holds none; forward/*
 */
export async function quantizationErrors(
  { float, quantized, inputScaling }: ModelTrio,
  inputs: Tensor<Uint8Array>,
  { signal, progress }: RunContext,
): Promise<readonly QuantizationError[]> {
  if (!float || !quantized) fail('studio/no-float-model', {}, 'Quantization error');
  const values = kerasInputs(quantized, inputs, inputScaling);
  return compareQuantization(float, quantized, values, {
    signal,
    onProgress: countImages(progress),
  });
}
