import * as tf from '@tensorflow/tfjs-core';
import { convertModel } from '../../convert/convertModel.ts';
import type { InputScaling } from '../../analysis/inputScaling.ts';
import { readNpy } from '../../data/readNpy.ts';
import { invariant } from '../../errors/diagnostic.ts';
import { readModel } from '../../keras/readModel.ts';
import type { ModelGraph } from '../../ir/graph.ts';
import { createTrainingGraph, type TrainingGraphOptions } from '../../qat/trainingGraph.ts';
import { simulate } from '../../simulate/simulator.ts';
import type { NumericArray, Tensor } from '../../tensor/tensor.ts';
import {
  largestDifference,
  largestRelativeError,
  type BackendCheck,
  type GoldenReader,
} from './check.ts';

/** The bound for forward passes. */
const TOLERANCE = 1e-4;

/** A golden model: its folder, and whether the reference's float outputs are there. */
export interface ForwardCase {
  readonly path: string;
  readonly hasKerasOutput: boolean;
}

/** Files of a golden model that `forwardChecks` reads. */
export const FORWARD_FILES = ['quantized.h5', 'case.json', 'inputs.npy'] as const;
export const KERAS_OUTPUT = 'keras_quantized_output.npy';

/**
 * Whole models forward: in toolkit mode they give what Keras gives; in chip mode what the chip gives, every integer (and every logit
 * that `predict` makes of one) the same.
 */
export function forwardChecks(
  read: GoldenReader,
  cases: readonly ForwardCase[],
): readonly BackendCheck[] {
  return cases.flatMap(({ path, hasKerasOutput }) => [
    ...(hasKerasOutput
      ? [
          {
            name: `${path}: toolkit mode`,
            tolerance: TOLERANCE,
            error: () => kerasError(read, path),
          },
        ]
      : []),
    { name: `${path}: chip mode`, tolerance: 0, error: () => chipError(read, path) },
  ]);
}

interface CaseFile {
  readonly input_scaling: InputScaling | null;
  readonly input_is_image?: boolean;
}

async function loadCase(read: GoldenReader, path: string) {
  const [h5, json, npy] = await Promise.all(FORWARD_FILES.map((name) => read(`${path}/${name}`)));
  invariant(h5 && json && npy, `${path} is there`);
  const loaded = await readModel([{ name: path, bytes: h5 }]);
  invariant(loaded.kind === 'keras', `${path} is a Keras model`);
  const { graph } = loaded;
  const asked = JSON.parse(new TextDecoder().decode(json)) as CaseFile;
  const rescales = graph.layers.some((node) => node.className === 'Rescaling');
  const scaling = asked.input_scaling && !rescales ? { inputScaling: asked.input_scaling } : {};
  const options = { ...scaling, inputIsImage: asked.input_is_image ?? true };
  return { graph, inputs: readNpy(npy, path), options };
}

async function outputOf(
  graph: ModelGraph,
  inputs: Tensor<NumericArray>,
  options: TrainingGraphOptions,
): Promise<Float32Array> {
  const run = createTrainingGraph(graph, options).inference();
  const output = await run.logits(inputs);
  run.dispose();
  return output;
}

async function kerasError(read: GoldenReader, path: string): Promise<number> {
  const { graph, inputs, options } = await loadCase(read, path);
  const output = await outputOf(graph, inputs, { mode: 'toolkit', ...options });
  const expected = readNpy(await read(`${path}/${KERAS_OUTPUT}`), path);
  const last = graph.layers.at(-1);
  const { activation } = (last?.config ?? {}) as { readonly activation?: string };
  const endsInSoftmax = activation === 'softmax' || last?.className === 'Softmax';
  const ours = endsInSoftmax ? await softmaxOf(output, expected.shape.at(-1) ?? 1) : output;
  return largestRelativeError(ours, expected.data as Float32Array);
}

async function chipError(read: GoldenReader, path: string): Promise<number> {
  const { graph, inputs, options } = await loadCase(read, path);
  const output = await outputOf(graph, inputs, { mode: 'chip', ...options });
  const { predict, forward } = await simulate(convertModel(graph, options), inputs);
  return largestDifference(output, (predict ?? forward).data);
}

/** Training leaves a softmax at the end out: the loss is taken on logits. */
async function softmaxOf(logits: Float32Array, classes: number): Promise<Float32Array> {
  const shares = tf.tidy(() => tf.softmax(tf.tensor(logits, [logits.length / classes, classes])));
  const values = await shares.data<'float32'>();
  shares.dispose();
  return values;
}
