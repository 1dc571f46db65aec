import * as tf from '@tensorflow/tfjs-core';
import type { ConvertOptions } from '../convert/convertGraph.ts';
import { inputScalingOf, scalesItself } from '../analysis/inputScaling.ts';
import { diagnostic, fail, invariant, StudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { needWeights, type ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { isQuantizemlNeural } from '../layers/layerGroups.ts';
import {
  formatShape,
  sameShape,
  sizeOf,
  type NumericArray,
  type Shape,
  type Tensor,
} from '../tensor/tensor.ts';
import { classCountOf } from '../forward/classes.ts';
import { checkLabel, lossGradient, scoreLogits, type Distillation } from './loss.ts';
import { chipStages, type StagedModel } from './stages/chipStages.ts';
import type {
  Backward,
  Guard,
  Parameter,
  TrainingPass,
  TrainingStage,
  Uploaded,
} from './stages/define.ts';
import { kerasStages } from './stages/kerasStages.ts';
import { withParameters } from './stages/parameters.ts';
import { rescalingStage } from './stages/plainStages.ts';

/**
 * What the forward pass computes. `chip`: the converted integer network itself, so that what was trained is what the chip runs.
 * `toolkit`: the quantized (or float) Keras model on real values, as the toolkit trains it.
 */
export type TrainingMode = 'chip' | 'toolkit';

/** Settings of `createTrainingGraph`. */
export interface TrainingGraphOptions extends ConvertOptions {
  readonly mode: TrainingMode;
}

/** Images as they come from a data set (pixels, before any scaling), with their class numbers. */
export interface Batch {
  /** [count, ...] */
  readonly images: Tensor<NumericArray>;
  /** [count] */
  readonly labels: Int32Array;
}

/** What one training step found. */
export interface StepResult {
  /** Mean cross-entropy of the batch. */
  readonly loss: number;
  /** Images that got their class. */
  readonly correct: number;
  /** Gradients of the master values, and batch statistics, by parameter. */
  readonly gradients: ReadonlyMap<Parameter, Float32Array>;
}

/** Settings of one training step. */
export interface StepOptions {
  /** Seed of its dropout. */
  readonly seed: number;
  /** Logits of a teacher for the same images, [count * outputs]. */
  readonly teacher?: { readonly logits: Float32Array; readonly distillation: Distillation } | null;
}

/** A model that can be trained: forward and backward on the current TensorFlow.js backend, master weights on the host. */
export interface TrainingGraph {
  readonly mode: TrainingMode;
  readonly parameters: readonly Parameter[];
  /** Classes that it tells apart: two with a single output. */
  readonly classes: number;
  /** Forward, loss and backward; weights stay as they are. @throws StudioError qat/image-shape, qat/map-output, qat/unlabelled-class */
  readonly step: (batch: Batch, options: StepOptions) => Promise<StepResult>;
  /** Puts the weights onto the device once, to run many batches without training. Call `dispose` at the end. */
  readonly inference: () => Inference;
  /** The model with the weights as they are now. */
  readonly toGraph: () => ModelGraph;
}

/** A model that only runs. */
export interface Inference {
  /** Logits, [count * outputs]. */
  readonly logits: (images: Tensor<NumericArray>) => Promise<Float32Array>;
  readonly dispose: () => void;
}

/**
 * Builds the training graph of a serial model.
 * @throws StudioError of `convertModel` in chip mode, for a model that does not convert; graph/no-weights, graph/not-serial, qat/not-trainable,
 *         qat/missing-weight, qat/potential-too-large
 */
export function createTrainingGraph(
  graph: ModelGraph,
  options: TrainingGraphOptions,
): TrainingGraph {
  needWeights(graph, 'Fine-tune');
  const model = stagesOf(graph, options);
  const { stages, prepared, inputs, begin } = model;
  const parameters = stages.flatMap((stage) => stage.parameters);
  const outputs = outputShapeOf(prepared).at(-1) ?? 0;
  const onDevice = (images: Tensor<NumericArray>) =>
    imagesOnDevice(graph, inputs ? inputs(images) : images);
  return {
    mode: options.mode,
    parameters,
    classes: classCountOf(outputs),
    step: (batch, stepOptions) => runStep({ ...model, outputs, onDevice }, batch, stepOptions),
    inference: () => {
      begin?.();
      const uploaded = stages.map((stage) => stage.upload());
      return {
        logits: async (images) => {
          const guards: Guard[] = [];
          const logits = tf.tidy(() => runForward(stages, uploaded, onDevice(images), guards));
          const values = await logits.data<'float32'>();
          logits.dispose();
          await checkGuards(guards);
          return values;
        },
        dispose: () => {
          tf.dispose(uploaded);
        },
      };
    },
    toGraph: () => withParameters(prepared, parameters),
  };
}

function outputShapeOf(graph: ModelGraph): Shape {
  return outputShapes(graph).output(graph.outputs[0]?.layer ?? '') ?? [];
}

/** Labels need a model with one number a class. @throws StudioError qat/map-output */
export function requireClasses(graph: ModelGraph): void {
  const shape = outputShapeOf(graph);
  if (shape.slice(1, -1).every((dim) => dim === 1)) return;
  fail('qat/map-output', { layer: graph.outputs[0]?.layer ?? '' }, formatShape(shape));
}

/** A batch in the shape that the model's input has. @throws StudioError qat/image-shape */
export function imagesOnDevice(graph: ModelGraph, images: Tensor<NumericArray>): tf.Tensor {
  const inputShape = (outputShapes(graph).output(graph.inputs[0]?.layer ?? '') ?? []).slice(1);
  const [count = 0, ...shape] = images.shape;
  // Vectors come as one row of a file, or as images of one pixel: axes of size 1 tell nothing.
  if (!sameShape(withoutOnes(shape), withoutOnes(inputShape))) {
    fail('qat/image-shape', {}, formatShape([null, ...inputShape]), formatShape(images.shape));
  }
  return tf.tensor(Float32Array.from(images.data), [count, ...inputShape.map((dim) => dim ?? 1)]);
}

const withoutOnes = (shape: Shape): Shape => shape.filter((dim) => dim !== 1);

function stagesOf(graph: ModelGraph, options: TrainingGraphOptions): StagedModel {
  if (options.mode === 'chip') return chipStages(graph, options);
  const foreign = graph.layers.find((node) => isQuantizemlNeural(node));
  if (foreign) fail('qat/quantizeml-model', { layer: foreign.name });
  const scaling = scalingStage(graph, options);
  const stages = kerasStages(graph);
  return { stages: scaling ? [scaling, ...stages] : stages, prepared: graph };
}

/** What makes Keras' inputs of pixels, where the model does not: keras_input = (akida_input - shift) / scale. */
export function scalingStage(
  graph: ModelGraph,
  { inputScaling }: ConvertOptions,
): TrainingStage | null {
  if (scalesItself(graph)) return null;
  const [scale, shift] = inputScalingOf(graph, inputScaling);
  if (scale === 1 && shift === 0) return null;
  return rescalingStage('input scaling', 1 / scale, -shift / scale);
}

/** Runs without training; what a stage leaves behind goes away after it. */
function runForward(
  stages: readonly TrainingStage[],
  uploaded: readonly Uploaded[],
  x: tf.Tensor,
  guards: Guard[],
): tf.Tensor {
  const pass: TrainingPass = {
    training: false,
    seed: 0,
    tape: null,
    report: () => undefined,
    guard: keepIn(guards),
  };
  let value = x;
  stages.forEach((stage, i) => {
    const previous = value;
    value = tf.tidy(() => stage.forward(previous, uploaded[i] ?? {}, pass));
    if (previous !== value) previous.dispose();
  });
  return value;
}

/** Keeps what a stage watches beyond the tidying up. */
function keepIn(guards: Guard[]): TrainingPass['guard'] {
  return (guard) => guards.push({ ...guard, largest: tf.keep(guard.largest) });
}

/** @throws StudioError qat/potential-too-large with every layer that left what float32 holds */
async function checkGuards(guards: readonly Guard[]): Promise<void> {
  const problems: Diagnostic[] = [];
  for (const { layer, largest, limit } of guards) {
    const [value = NaN] = await largest.data();
    largest.dispose();
    if (!(value < limit)) {
      problems.push(diagnostic('qat/potential-too-large', { layer }, value));
    }
  }
  if (problems.length > 0) throw new StudioError(problems);
}

interface Runnable extends StagedModel {
  readonly outputs: number;
  readonly onDevice: (images: Tensor<NumericArray>) => tf.Tensor;
}

async function runStep(
  { stages, prepared, outputs, onDevice, begin }: Runnable,
  { images, labels }: Batch,
  { seed, teacher }: StepOptions,
): Promise<StepResult> {
  requireClasses(prepared);
  const targets = targetsOf(labels, outputs);
  const reported: Parameter[] = [];
  const guards: Guard[] = [];
  begin?.();
  // Everything the host wants to know leaves the device in one piece: a read each would stall a GPU many times.
  const results = tf.tidy(() => {
    const values: tf.Tensor[] = [];
    const tape: Backward[] = [];
    const pass: TrainingPass = {
      training: true,
      seed,
      tape,
      report: (parameter, value) => {
        reported.push(parameter);
        values.push(tf.reshape(value, [value.size]));
      },
      guard: keepIn(guards),
    };
    let output = onDevice(images);
    for (const stage of stages) {
      output = stage.forward(output, stage.upload(), pass);
      invariant(tape.length === stages.indexOf(stage) + 1, `"${stage.name}" left no way back`);
    }
    const shape: [number, number] = [labels.length, outputs];
    const logits: tf.Tensor2D = tf.reshape(output, shape);
    const taught = teacher && {
      logits: tf.tensor2d(teacher.logits, shape),
      distillation: teacher.distillation,
    };
    let dy: tf.Tensor = lossGradient(logits, tf.tensor2d(targets, shape), taught ?? null);
    dy = tf.reshape(dy, output.shape);
    const first = stages.findIndex((stage) => stage.parameters.length > 0);
    for (let i = stages.length - 1; i >= Math.max(first, 0); i--) {
      const back = tape[i]?.(dy, i > first);
      if (back) dy = back;
    }
    return tf.concat1d([tf.reshape(logits, [logits.size]), ...values] as tf.Tensor1D[]);
  });
  const flat = await results.data<'float32'>();
  results.dispose();
  await checkGuards(guards);
  const size = labels.length * outputs;
  const { loss, correct } = scoreLogits(flat.subarray(0, size), labels);
  return {
    loss: loss / labels.length,
    correct,
    gradients: gradientsOf(flat.subarray(size), reported),
  };
}

function gradientsOf(flat: Float32Array, reported: readonly Parameter[]): StepResult['gradients'] {
  const gradients = new Map<Parameter, Float32Array>();
  let offset = 0;
  for (const parameter of reported) {
    const values = flat.slice(offset, offset + sizeOf(parameter.shape));
    gradients.set(parameter, parameter.pullback?.(values) ?? values);
    offset += values.length;
  }
  return gradients;
}

/** What the outputs are to become: one-hot rows; of a single output the labels themselves. */
function targetsOf(labels: Int32Array, outputs: number): Float32Array {
  const targets = new Float32Array(labels.length * outputs);
  labels.forEach((label, i) => {
    checkLabel(label, classCountOf(outputs));
    if (outputs === 1) targets[i] = label;
    else targets[i * outputs + label] = 1;
  });
  return targets;
}
