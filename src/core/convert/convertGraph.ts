import type { AkidaLayer, AkidaModel } from '../akida/model.ts';
import { fail, invariant } from '../errors/diagnostic.ts';
import { FBZ_VERSION, QUANTIZER_VERSION } from '../fbz/writeFbz.ts';
import { roleOf } from '../analysis/blocks.ts';
import { chipPlan, type ChipLayer, type Dims } from '../analysis/chipPlan.ts';
import { fixedPointModel } from '../analysis/fixedPointModel.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { activationGrid } from '../layers/activationStep.ts';
import type { LayerRole } from '../layers/define.ts';
import { isNeural, isOtherActivation } from '../layers/layerGroups.ts';
import { runPasses } from '../passes/define.ts';
import { beforeConvert } from '../passes/index.ts';
import { akida1 } from '../targets/akida1.ts';
import type { ChipGeneration } from '../targets/define.ts';
import { convertFixedPoint, convertInputQuantizer } from './convertFixedPoint.ts';
import { limitSteps } from './limitSteps.ts';
import { convertThresholds } from './convertThresholds.ts';
import { convertWeights } from './convertWeights.ts';
import type { InputScaling } from '../analysis/inputScaling.ts';

/** Settings of `convertModel`. */
export interface ConvertOptions {
  /** akida_input = scale * keras_input + shift. Default: the Rescaling layer's, or (1, 0). */
  readonly inputScaling?: InputScaling;
  /** True: uint8 images into an InputConvolutional. False: 4-bit values 0..15 into an InputData. Default: true. */
  readonly inputIsImage?: boolean;
}

/**
 * The conversion itself, of a model that no rule stands against: see `convertModel`, which checks first.
 * @param generation  of the chip: how many bits its inputs have
 * @throws StudioError convert/... for a value that cannot be converted
 */
export function convertGraph(
  graph: ModelGraph,
  options: ConvertOptions = {},
  generation: ChipGeneration = akida1,
): AkidaModel {
  const { inputIsImage = true } = options;
  const prepared = runPasses(graph, beforeConvert);
  const plan = chipPlan(prepared, { ...options, inputIsImage }, generation);
  requireAllReached(prepared, plan);
  const fixedPoint = fixedPointModel(graph);
  const layers = plan.map((layer, i) => {
    const integers = fixedPoint?.layers[i];
    const input = layer.input ?? openInput(prepared);
    return integers ? convertFixedPoint(layer, integers, input) : convertLayer(layer, prepared);
  });
  const shape = plan[0]?.input;
  const quantizer = fixedPoint && shape ? convertInputQuantizer(fixedPoint, shape) : null;
  const model: AkidaModel = {
    version: FBZ_VERSION,
    layers: inputIsImage ? layers : [inputData(prepared, plan[0], generation.eventBits), ...layers],
  };
  if (!fixedPoint) return model;
  const limited = { ...model, layers: limitSteps(model.layers) };
  return quantizer ? { ...limited, version: QUANTIZER_VERSION, quantizer } : limited;
}

/** Every layer that computes is part of a layer of the chip; the others hand their input on, or stand behind the head. */
function requireAllReached(graph: ModelGraph, plan: readonly ChipLayer[]): void {
  const reached = new Set(
    plan.flatMap(({ node, pool, members }) => [node, pool, members.find(activationGrid)]),
  );
  const last = graph.layers.findLastIndex(isNeural);
  for (const [i, node] of graph.layers.entries()) {
    const computes = COMPUTING.has(roleOf(node)) && !(i > last && isOtherActivation(node));
    const { name, className } = node;
    invariant(
      !computes || reached.has(node),
      `${className} "${name}" reached no layer of the chip`,
      { layer: name },
    );
  }
}

const COMPUTING: ReadonlySet<LayerRole> = new Set([
  'neural',
  'activation',
  'batchNorm',
  'pool',
  'merge',
  'other',
]);

function inputData(graph: ModelGraph, first: ChipLayer | undefined, inputBits: number): AkidaLayer {
  return {
    kind: 'InputData',
    name: `${graph.name}_input`,
    inputShape: first?.input ?? openInput(graph),
    inputBits,
    inputSigned: false,
  };
}

function openInput(graph: ModelGraph): never {
  const layer = graph.inputs[0]?.layer ?? '';
  fail('convert/open-input-shape', { layer }, outputShapes(graph).output(layer) ?? []);
}

function convertLayer(layer: ChipLayer, graph: ModelGraph): AkidaLayer {
  const { node, kind, filters, grid, pooling, quantizer, inputScaling, seesPixels } = layer;
  const input: Dims = layer.input ?? openInput(graph);
  invariant(quantizer, `"${node.name}" is not quantized`, { layer: node.name });
  invariant(inputScaling, 'the rules let a Rescaling layer per channel through');
  const { useBias } = node.config as { readonly useBias?: boolean };
  invariant(useBias !== true || node.weights['bias'], `the bias of "${node.name}" is not there`, {
    layer: node.name,
  });
  const { weights, weightsPw, scaleFactor, perAxis } = convertWeights(node, input, seesPixels);
  const { threshold, actStep } = convertThresholds({
    layer: node.name,
    filters,
    inputScaling,
    scaleFactor,
    perAxis,
    bias: node.weights['bias']?.data ?? null,
    activation: grid,
    poolFactor: pooling.type === 'globalAverage' ? (layer.cells ?? openInput(graph)) : 1,
    kernelSums: seesPixels ? kernelSums(weights, filters) : null,
  });
  const common = {
    name: node.name,
    activation: grid !== null,
    actBits: grid?.bits ?? 1,
    threshold,
    actStep,
  };
  const weightBits = quantizer.bits;
  if (kind === 'FullyConnected') return { kind, ...common, units: filters, weightBits, weights };
  const { kernelSize, strides, padding } = layer;
  const window = { filters, kernelSize, strides, padding, pooling, weightBits };
  if (kind === 'Convolutional') return { kind, ...common, ...window, weights };
  if (kind === 'SeparableConvolutional') {
    invariant(weightsPw, `"${node.name}" has no pointwise kernel`);
    return { kind, ...common, ...window, weights, weightsPw };
  }
  const paddingValue = Math.trunc(inputScaling[1]);
  return { kind, ...common, ...window, inputShape: input, paddingValue, weights };
}

/** Sum of an integer (kx, ky, C, N) kernel per filter. */
function kernelSums(weights: Int8Array, filters: number): Float64Array {
  const sums = new Float64Array(filters);
  for (let i = 0, n = 0; i < weights.length; i++) {
    sums[n] = (sums[n] as number) + (weights[i] as number);
    if (++n === filters) n = 0;
  }
  return sums;
}
