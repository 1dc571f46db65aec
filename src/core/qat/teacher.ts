import * as tf from '@tensorflow/tfjs-core';
import type { ConvertOptions } from '../convert/convertGraph.ts';
import { fail, isStudioError } from '../errors/diagnostic.ts';
import { createRunner } from '../forward/runner.ts';
import { preparedWeights, runLayer } from '../forward/runLayer.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { concatenate } from '../layers/concatenate.ts';
import { isLayer } from '../layers/define.ts';
import { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { add, average, maximum, minimum, multiply, subtract } from '../layers/merging.ts';
import { formatShape, sameShape, tensor } from '../tensor/tensor.ts';
import { depthwiseMap } from './device/linearMaps.ts';
import type { TrainingStage } from './stages/define.ts';
import { layerStages } from './stages/kerasStages.ts';
import {
  imagesOnDevice,
  scalingStage,
  type Inference,
  type TrainingGraph,
} from './trainingGraph.ts';

/** A model that others learn from: it only runs, so it may be any graph, with branches and layers that no chip has. */
export type Teacher = Pick<TrainingGraph, 'inference'>;

/**
 * Makes a teacher of a model. Layers that training knows run on the current backend, merges and depthwise convolutions too; any other
 * layer runs as `createRunner` runs it, on the processor. A softmax at the end is left out: the loss takes logits.
 * @param pupil  the model that will learn from it
 * @throws StudioError qat/teacher-shape for a model with other inputs or outputs than the pupil's; forward/... for layers that cannot run;
 *         qat/not-trainable for an activation at the end that has no logits
 */
export function createTeacher(
  graph: ModelGraph,
  pupil: ModelGraph,
  options: ConvertOptions,
): Teacher {
  checkFits(graph, pupil);
  createRunner(graph);
  const steps = graph.layers.flatMap((node) => stepsOf(graph, node));
  const output = keyOf(graph.outputs[0] ?? { layer: '', call: 0 });
  const release = releasedAfter(steps, output);
  const scaling = scalingStage(graph, options);
  return {
    inference: (): Inference => {
      const uploaded = steps.map(({ stages }) => stages.map((stage) => stage.upload()));
      return {
        logits: async (images) => {
          const live = new Map<string, tf.Tensor>();
          const pixels = imagesOnDevice(graph, images);
          const start = scaling ? scaling.forward(pixels, scaling.upload(), PASS) : pixels;
          if (start !== pixels) pixels.dispose();
          for (const [i, step] of steps.entries()) {
            const inputs = step.reads.map((key) => live.get(key) as tf.Tensor);
            const weights = uploaded[i] ?? [];
            // A stage may give its input back: the clone has a life of its own.
            const run = () => tf.clone(step.run(step.reads.length > 0 ? inputs : [start], weights));
            live.set(step.key, tf.tidy(run));
            for (const key of release[i] ?? []) {
              live.get(key)?.dispose();
              live.delete(key);
            }
          }
          const values = await (live.get(output) as tf.Tensor).data<'float32'>();
          tf.dispose([start, ...live.values()]);
          return values;
        },
        dispose: () => {
          tf.dispose(uploaded);
        },
      };
    },
  };
}

/** One use of one layer. */
interface Step {
  readonly key: string;
  readonly reads: readonly string[];
  readonly stages: readonly TrainingStage[];
  readonly run: (inputs: readonly tf.Tensor[], weights: readonly tf.NamedTensorMap[]) => tf.Tensor;
}

const PASS = {
  training: false,
  seed: 0,
  tape: null,
  report: () => undefined,
  charge: () => undefined,
  guard: () => undefined,
} as const;

const keyOf = ({ layer, call }: { readonly layer: string; readonly call: number }): string =>
  `${layer}\n${call}`;

function stepsOf(graph: ModelGraph, node: LayerNode): readonly Step[] {
  const stages = knownStages(graph, node);
  const operation = operationOf(node);
  const onHost = hostOperation(graph, node);
  const run: Step['run'] = (inputs, weights) => {
    if (operation) return operation(inputs);
    if (!stages) return onHost(inputs);
    try {
      return stages.reduce(
        (x, stage, i) => stage.forward(x, weights[i] ?? {}, PASS),
        inputs[0] as tf.Tensor,
      );
    } catch (error) {
      // Some stages see only when they run that they do not know the layer's settings.
      if (!isNotTrainable(error)) throw error;
      return onHost(inputs);
    }
  };
  return node.calls.map((refs, call) => ({
    key: keyOf({ layer: node.name, call }),
    reads: refs.map(keyOf),
    stages: stages ?? [],
    run,
  }));
}

/** The stages that training has for a layer; null where it has none. */
function knownStages(graph: ModelGraph, node: LayerNode): readonly TrainingStage[] | null {
  try {
    return layerStages(graph, node);
  } catch (error) {
    // What the last layer gives must be logits, and only training knows which those are.
    const isLast = graph.outputs[0]?.layer === node.name;
    if (!isNotTrainable(error) || (isLast && 'activation' in node.config)) throw error;
    return null;
  }
}

function isNotTrainable(error: unknown): boolean {
  return isStudioError(error) && error.diagnostics[0]?.code === 'qat/not-trainable';
}

type Operation = (inputs: readonly tf.Tensor[]) => tf.Tensor;

const MERGES: readonly (readonly [{ readonly className: string }, Operation])[] = [
  [add, (inputs) => inputs.reduce((a, b) => tf.add(a, b))],
  [
    average,
    (inputs) =>
      tf.div(
        inputs.reduce((a, b) => tf.add(a, b)),
        inputs.length,
      ),
  ],
  [multiply, (inputs) => inputs.reduce((a, b) => tf.mul(a, b))],
  [subtract, (inputs) => inputs.reduce((a, b) => tf.sub(a, b))],
  [maximum, (inputs) => inputs.reduce((a, b) => tf.maximum(a, b))],
  [minimum, (inputs) => inputs.reduce((a, b) => tf.minimum(a, b))],
];

/** Layers that training has no stage for, and that teachers often have. */
function operationOf(node: LayerNode): Operation | null {
  if (isLayer(node, concatenate)) {
    const { axis } = node.config;
    return (inputs) => tf.concat([...inputs], axis < 0 ? (inputs[0]?.rank ?? 0) + axis : axis);
  }
  const kernel = node.weights['depthwise_kernel'];
  if (isLayer(node, depthwiseConv2d) && kernel) {
    const { activation, dataFormat, depthMultiplier, dilationRate, strides } = node.config;
    const isPlain = depthMultiplier === 1 && Math.max(...dilationRate) === 1;
    const isSquare = strides[0] === strides[1];
    if (activation !== 'linear' || dataFormat !== 'channels_last' || !isPlain || !isSquare) {
      return null;
    }
    const map = depthwiseMap(kernel.shape, node.config);
    const { bias } = node.weights;
    return ([x]) => {
      const sums = map.apply(x as tf.Tensor, tf.tensor(kernel.data, [...kernel.shape]));
      return bias ? tf.add(sums, tf.tensor1d(bias.data)) : sums;
    };
  }
  return MERGES.find(([definition]) => definition.className === node.className)?.[1] ?? null;
}

function hostOperation(graph: ModelGraph, node: LayerNode): Operation {
  const weights = preparedWeights(node);
  return (inputs) => {
    const given = inputs.map((x) => tensor(x.dataSync<'float32'>(), x.shape));
    const { data, shape } = runLayer(graph, node, weights, given);
    return tf.tensor(data, [...shape]);
  };
}

/** By step: the values that no later step reads. */
function releasedAfter(steps: readonly Step[], output: string): readonly (readonly string[])[] {
  const last = new Map<string, number>();
  steps.forEach(({ key, reads }, i) => {
    for (const name of [key, ...reads]) last.set(name, i);
  });
  last.delete(output);
  return steps.map((_, i) => [...last].filter(([, at]) => at === i).map(([name]) => name));
}

/** @throws StudioError qat/teacher-shape */
function checkFits(graph: ModelGraph, pupil: ModelGraph): void {
  if (graph.inputs.length !== 1 || graph.outputs.length !== 1) {
    const received = `${graph.inputs.length} inputs and ${graph.outputs.length} outputs`;
    fail('qat/teacher-shape', {}, 'one input and one output', received);
  }
  const [theirs, ours] = [graph, pupil].map((model) => {
    const shapes = outputShapes(model);
    const shapeOf = (end: ModelGraph['inputs']) =>
      (shapes.output(end[0]?.layer ?? '') ?? []).slice(1).filter((dim) => dim !== 1);
    return { input: shapeOf(model.inputs), output: shapeOf(model.outputs) };
  });
  for (const end of ['input', 'output'] as const) {
    const [expected = [], received = []] = [ours?.[end], theirs?.[end]];
    if (sameShape(expected, received)) continue;
    const text = (shape: typeof expected) => `${end} ${formatShape([null, ...shape])}`;
    fail('qat/teacher-shape', {}, text(expected), text(received));
  }
}
