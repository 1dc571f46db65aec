import type { AkidaModel } from '../akida/model.ts';
import type { InputScaling } from '../analysis/inputScaling.ts';
import type { Dataset } from '../data/readDataset.ts';
import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { simulate } from '../simulate/simulator.ts';
import { formatShape, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { classCountOf, thresholdOf, topClasses } from './classes.ts';
import { kerasInputs } from './inputs.ts';
import { runGraph } from './runner.ts';

/** A model that can be evaluated: a Keras graph, float or quantized, or a converted network. */
export type EvaluatedModel =
  | { readonly kind: 'keras'; readonly graph: ModelGraph }
  | { readonly kind: 'akida'; readonly model: AkidaModel };

/** Labelled images. */
export interface EvaluatedData extends Pick<Dataset, 'labels'> {
  readonly images: Tensor<NumericArray>;
}

/** Settings of `evaluateModel`. */
export interface EvaluateOptions {
  /** akida_input = scale * keras_input + shift, for Keras models without Rescaling. Default (1, 0). */
  readonly inputScaling?: InputScaling;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Accuracy of a model over labelled images. The class is the largest output: of `predict` where a converted model has it,
 * of `forward` where its last layer has an activation. A single output tells class 1 from class 0, as in Keras.
 * @param dataset  pixels before any scaling (a Keras model with neither Rescaling nor `inputScaling` takes values of any kind), and labels
 * @throws StudioError forward/labels when labels and model do not fit; the errors of the run
 */
export async function evaluateModel(
  model: EvaluatedModel,
  { images, labels }: EvaluatedData,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  checkLabelCount(labels, images.shape[0] ?? 0);
  const outputs = await outputsOf(model, images, options);
  return scoreOutputs(outputs, labels, model.kind === 'keras' ? thresholdOf(model.graph) : 0);
}

async function outputsOf(
  model: EvaluatedModel,
  images: Tensor<NumericArray>,
  { inputScaling = [1, 0], signal, onProgress }: EvaluateOptions,
): Promise<Tensor<NumericArray>> {
  const options = { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
  if (model.kind === 'akida') {
    const { predict, forward } = await simulate(model.model, images, options);
    return predict ?? forward;
  }
  const inputs = kerasInputs(model.graph, images, inputScaling);
  const { outputs } = await runGraph(model.graph, inputs, options);
  const [first, ...more] = outputs;
  if (!first || more.length > 0) {
    fail('forward/labels', {}, 'a model with one output', `${outputs.length} outputs`);
  }
  return first;
}

/** How the classes that a model gives compare with the right ones. */
export interface Evaluation {
  /** Share of samples whose class is right, 0 .. 1. */
  readonly accuracy: number;
  readonly correct: number;
  readonly samples: number;
  /** Class of each sample, int32 [samples]. */
  readonly predictions: Int32Array;
  readonly classes: number;
  /** Samples by label (row) and prediction (column), int32 [classes, classes]. */
  readonly confusion: Int32Array;
}

/**
 * Scores a model's outputs against labels; the class of a sample is its largest output.
 * @param outputs  [samples, classes], or [samples, 1, 1, classes]; one output tells two classes
 * @param labels  class number of each sample, [samples]
 * @param threshold  of a single output: class 1 above it
 * @throws StudioError forward/labels when outputs are no vectors, or labels and outputs do not fit
 */
export function scoreOutputs(
  outputs: Tensor<NumericArray>,
  labels: Int32Array,
  threshold = 0,
): Evaluation {
  const samples = outputs.shape[0] ?? 0;
  checkLabelCount(labels, samples);
  const predictions = topClasses(outputs, threshold);
  if (!predictions) {
    fail(
      'forward/labels',
      {},
      'a model with one vector of outputs a sample',
      formatShape(outputs.shape),
    );
  }
  const classes = classCountOf(outputs.shape.at(-1) ?? 0);
  const confusion = new Int32Array(classes * classes);
  let correct = 0;
  for (let i = 0; i < samples; i++) {
    const label = labels[i] ?? -1;
    const prediction = predictions[i] ?? -1;
    if (label < 0 || label >= classes) {
      fail(
        'forward/labels',
        {},
        `labels from 0 to ${classes - 1}`,
        `label ${label}, of image ${i}`,
      );
    }
    const cell = label * classes + prediction;
    confusion[cell] = (confusion[cell] ?? 0) + 1;
    if (label === prediction) correct++;
  }
  return { accuracy: correct / samples, correct, samples, predictions, classes, confusion };
}

/** @throws StudioError forward/labels unless there is one label a sample */
function checkLabelCount(labels: Int32Array, samples: number): void {
  if (labels.length === samples) return;
  fail(
    'forward/labels',
    {},
    'one label for each image',
    `${labels.length} labels for ${samples} images`,
  );
}
