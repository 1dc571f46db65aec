import type { AkidaModel } from '../akida/model.ts';
import type { InputScaling } from '../analysis/inputScaling.ts';
import type { Dataset } from '../data/readDataset.ts';
import { fail } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { simulate } from '../simulate/simulator.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import { kerasInputs } from './inputs.ts';
import { runGraph } from './runner.ts';
import { checkLabelCount, scoreOutputs, type Evaluation } from './scoreOutputs.ts';

/** A model that can be evaluated: a Keras graph, float or quantized, or a converted network. */
export type EvaluatedModel =
  | { readonly kind: 'keras'; readonly graph: ModelGraph }
  | { readonly kind: 'akida'; readonly model: AkidaModel };

/** Settings of `evaluateModel`. */
export interface EvaluateOptions {
  /** akida_input = scale * keras_input + shift, for Keras models without Rescaling. Default (1, 0). */
  readonly inputScaling?: InputScaling;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Accuracy of a model over labelled images. The class is the largest output: of `predict` where a converted model has it,
 * of `forward` where its last layer has an activation.
 * @param dataset  pixels before any scaling, and labels
 * @throws StudioError forward/labels when labels and model do not fit; the errors of the run
 */
export async function evaluateModel(
  model: EvaluatedModel,
  { images, labels }: Dataset,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  checkLabelCount(labels, images.shape[0] ?? 0);
  return scoreOutputs(await outputsOf(model, images, options), labels);
}

async function outputsOf(
  model: EvaluatedModel,
  images: Tensor<Uint8Array>,
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
