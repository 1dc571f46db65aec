import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../../ir/graph.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { quantizeKernel } from '../../quantizers/quantizeKernel.ts';
import { tensor } from '../../tensor/tensor.ts';
import { applyGradients, type OptimizerState } from '../optimizers/define.ts';
import { adam } from '../optimizers/adam.ts';
import type { Backward, Parameter, TrainingPass, TrainingStage } from '../stages/define.ts';
import { layerStages } from '../stages/kerasStages.ts';
import type { RoundingReport } from './calibrateAdaRound.ts';
import { startRounding, type Rounding } from './rounding.ts';

/** How the exponent of the rounding loss falls: first weights may wander, in the end they must decide. @source cnn2snn 2.3.6 adaround.py */
const BETA_START = 20;
const BETA_END = 2;

/** A layer to round, and what it is looked at with. */
export interface RoundedLayer {
  readonly node: LayerNode;
  readonly graph: ModelGraph;
  /** Stages behind it through which outputs are compared. */
  readonly tail: readonly TrainingStage[];
  /** Inputs of the layer. */
  readonly batches: readonly tf.Tensor[];
}

/** Settings of one layer's rounding. */
export interface RoundingSettings {
  readonly epochs: number;
  readonly learningRate: number;
  readonly state: OptimizerState;
  readonly pace: () => Promise<void>;
}

/** Runs a batch through stages without training. */
export function runStages(stages: readonly TrainingStage[], x: tf.Tensor): tf.Tensor {
  const pass: TrainingPass = {
    training: false,
    seed: 0,
    tape: null,
    report: () => undefined,
    charge: () => undefined,
    guard: () => undefined,
  };
  return stages.reduce((value, stage) => stage.forward(value, stage.upload(), pass), x);
}

interface RoundedKernel {
  readonly weight: string;
  readonly config: QuantizerConfig;
  readonly rounding: Rounding;
  /** The kernel in the float stage that computes with whatever it holds. */
  readonly parameter: Parameter;
  /** alpha as the optimizer sees it. */
  readonly variable: Parameter;
}

/**
 * Decides for every weight of one layer whether it is rounded up or down:
 *     min over alpha of mean((y_float - y(alpha))^2) + 0.01 * sum(1 - |2 h(alpha) - 1|^beta)
 * @returns the layer with the rounded kernels as its master weights
 */
export async function optimizeRounding(
  { node, graph, tail, batches }: RoundedLayer,
  { epochs, learningRate, state, pace }: RoundingSettings,
): Promise<{ readonly node: LayerNode; readonly report: RoundingReport }> {
  const [stage] = layerStages(graph, withoutQuantizers(node));
  invariant(stage, `"${node.name}" has no stage`);
  const kernels = kernelsOf(node, stage);
  const targets = batches.map((batch) => tf.tidy(() => runStages([stage, ...tail], batch)));
  try {
    const errorBefore = meanError([...layerStages(graph, node), ...tail], batches, targets);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const beta =
        BETA_END + (BETA_START - BETA_END) * 0.5 * (1 + Math.cos((epoch / epochs) * Math.PI));
      for (const [i, batch] of batches.entries()) {
        await pace();
        for (const { parameter, rounding } of kernels) parameter.value.set(rounding.kernel());
        const gradients = await kernelGradients([stage, ...tail], batch, targets[i] as tf.Tensor);
        const updates = new Map<Parameter, Float32Array>();
        for (const { parameter, variable, rounding } of kernels) {
          const upstream = gradients.get(parameter) ?? new Float32Array(variable.value.length);
          updates.set(variable, rounding.gradient(upstream, beta));
        }
        applyGradients(updates, { optimizer: adam, state, learningRate });
      }
      if (kernels.every(({ rounding }) => rounding.undecided() === 0)) break;
    }
    const rounded = withKernels(node, kernels);
    const errorAfter = meanError([...layerStages(graph, rounded), ...tail], batches, targets);
    return {
      node: rounded,
      report: { name: node.name, errorBefore, errorAfter, ...changesOf(node, rounded, kernels) },
    };
  } finally {
    tf.dispose(targets);
  }
}

/** The layer as one that takes its kernels as they are. */
function withoutQuantizers(node: LayerNode): LayerNode {
  return { ...node, config: { ...node.config, quantizer: undefined, quantizerDw: undefined } };
}

function kernelsOf(node: LayerNode, stage: TrainingStage): readonly RoundedKernel[] {
  const { quantizer, quantizerDw } = node.config as Partial<
    Record<'quantizer' | 'quantizerDw', QuantizerConfig>
  >;
  return stage.parameters.flatMap((parameter) => {
    const { weight, value, shape, key } = parameter;
    if (weight === 'bias') return [];
    const config = weight === 'depthwise_kernel' ? quantizerDw : quantizer;
    invariant(config, `"${node.name}" has no quantizer of ${weight}`);
    const rounding = startRounding(tensor(value.slice(), shape), config, node.name);
    const variable = { ...parameter, key: `${key}/alpha`, value: rounding.alpha };
    return [{ weight, config, rounding, parameter, variable }];
  });
}

async function kernelGradients(
  stages: readonly TrainingStage[],
  batch: tf.Tensor,
  target: tf.Tensor,
): Promise<ReadonlyMap<Parameter, Float32Array>> {
  const reported: { readonly parameter: Parameter; readonly value: tf.Tensor }[] = [];
  tf.tidy(() => {
    const tape: Backward[] = [];
    // Batch statistics stay what they are: the layer is looked at as it runs.
    const pass: TrainingPass = {
      training: false,
      seed: 0,
      tape,
      report: (parameter, value) => reported.push({ parameter, value: tf.keep(value) }),
      charge: () => undefined,
      guard: () => undefined,
    };
    let output = batch;
    for (const stage of stages) output = stage.forward(output, stage.upload(), pass);
    let dy: tf.Tensor = tf.mul(tf.sub(output, target), 2 / output.size);
    for (let i = tape.length - 1; i >= 0; i--) dy = tape[i]?.(dy, i > 0) ?? dy;
  });
  const gradients = new Map<Parameter, Float32Array>();
  for (const { parameter, value } of reported) {
    gradients.set(parameter, await value.data<'float32'>());
    value.dispose();
  }
  return gradients;
}

function meanError(
  stages: readonly TrainingStage[],
  batches: readonly tf.Tensor[],
  targets: readonly tf.Tensor[],
): number {
  const errors = batches.map((batch, i) =>
    tf.tidy(() => {
      const difference = tf.sub(runStages(stages, batch), targets[i] as tf.Tensor);
      return tf.mean(tf.square(difference)).dataSync<'float32'>()[0] ?? 0;
    }),
  );
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

function withKernels(node: LayerNode, kernels: readonly RoundedKernel[]): LayerNode {
  const weights = { ...node.weights };
  for (const { weight, rounding, parameter } of kernels) {
    weights[weight] = tensor(rounding.kernel(), parameter.shape);
  }
  return { ...node, weights };
}

function changesOf(before: LayerNode, after: LayerNode, kernels: readonly RoundedKernel[]) {
  let [changed, weights] = [0, 0];
  for (const { weight, config } of kernels) {
    const integers = [before, after].map((node) => {
      const kernel = node.weights[weight];
      invariant(kernel, `"${node.name}" has no ${weight}`);
      return quantizeKernel(kernel, config, node.name).weightInt;
    });
    weights += integers[0]?.length ?? 0;
    integers[0]?.forEach((level, i) => {
      if (level !== integers[1]?.[i]) changed++;
    });
  }
  return { changed, weights };
}
