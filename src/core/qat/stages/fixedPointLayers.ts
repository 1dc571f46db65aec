import { paddedPixel, type NeuralAkidaLayer } from '../../akida/model.ts';
import type { ChipLayer } from '../../analysis/chipPlan.ts';
import {
  DEPTHWISE,
  fixedPointModel,
  kernelName,
  LOWEST_SCALE,
  type FixedPointLayer,
} from '../../analysis/fixedPointModel.ts';
import { actStepsOf } from '../../convert/convertFixedPoint.ts';
import { convertGraph, type ConvertOptions } from '../../convert/convertGraph.ts';
import { kerasOrder } from '../../convert/convertWeights.ts';
import { invariant } from '../../errors/diagnostic.ts';
import type { ModelGraph } from '../../ir/graph.ts';
import type { QuantizedKernel } from '../../quantizers/quantizeKernel.ts';
import { RESCALING_RATE } from '../../layers/quantizemlRelu.ts';
import { chipKernels } from './chipKernels.ts';
import { chipPoolOf } from './chipPool.ts';
import type { TrainedChipLayer } from './chipStage.ts';
import type { Parameter } from './define.ts';
import {
  optionalParameter,
  parameterOf,
  withParameters,
  type QuantizedParameter,
} from './parameters.ts';
import { quantizerGradient } from './quantizerGradient.ts';

/** A model of QuantizeML as it is trained. */
export interface FixedPointLayers {
  /** One a layer of the chip, in order. */
  readonly layers: readonly TrainedChipLayer[];
  /** Converts the model anew, with the weights as these parameters have them now. */
  readonly begin: (parameters: readonly Parameter[]) => void;
}

/** A layer with the weights of this step: what its own integers say, and what conversion made of them. */
interface Converted {
  readonly integers: FixedPointLayer;
  readonly chip: NeuralAkidaLayer;
  /** How many times larger than its real value says each channel comes in, for the registers of the layer before; null: none. */
  readonly inputRatios: Float32Array | null;
}

/**
 * The layers of a model of QuantizeML for training on the integers of the chip. Before every step the whole model is converted by the code
 * that writes files, because the registers of one layer reach into the weights of the next one; kernels, thresholds and steps are
 * taken from there. Kernels and biases learn, scales follow the kernels, and what calibration chose (ranges, and with them the steps of
 * the activations) stays. Gradients are those of the real layer:
 *     y = step * clip(round(rate * (conv(x, s * integer kernel) + bias) / step), 0, levels)
 * @returns null for a model that is not of QuantizeML
 * @source docs/reference/integer-semantics.md#quantizeml; docs/reference/integer-semantics.md#gradients
 */
export function fixedPointLayers(
  graph: ModelGraph,
  plan: readonly ChipLayer[],
  options: ConvertOptions,
): FixedPointLayers | null {
  if (!fixedPointModel(graph)) return null;
  let converted: readonly Converted[] = [];
  const begin = (parameters: readonly Parameter[]) => {
    converted = convertedLayers(withParameters(graph, parameters), options);
  };
  begin([]);
  const now = (i: number): Converted => {
    const layer = converted[i];
    invariant(layer, `the network has no layer ${i}`);
    return layer;
  };
  return { layers: plan.map((layer, i) => trainedLayer(layer, () => now(i))), begin };
}

function convertedLayers(graph: ModelGraph, options: ConvertOptions): readonly Converted[] {
  const model = fixedPointModel(graph);
  const layers: Converted[] = [];
  for (const [i, chip] of convertGraph(graph, options).layers.entries()) {
    const integers = model?.layers[i];
    invariant(integers && chip.kind !== 'InputData', `"${chip.name}" is not of QuantizeML`);
    const before = layers.at(-1);
    layers.push({ integers, chip, inputRatios: before ? ratiosOf(before) : null });
  }
  return layers;
}

function ratiosOf({ integers, chip }: Converted): Float32Array | null {
  const ratios = actStepsOf(integers).map((step, n) => step / (chip.actStep[n] ?? 1));
  return ratios.some((ratio) => ratio !== 1) ? ratios : null;
}

function trainedLayer(layer: ChipLayer, now: () => Converted): TrainedChipLayer {
  const { node, maxInput, grid } = layer;
  invariant(maxInput && layer.input, `"${node.name}" converts`);
  const { pool, saturates } = chipPoolOf(layer);
  const { integers, chip } = now();
  const kernels = {
    kernel: trainedKernel(layer, kernelName(node), now),
    depthwise: integers.depthwise ? trainedKernel(layer, DEPTHWISE, now) : null,
  };
  return {
    node,
    kernels: chipKernels(node, kernels, 0),
    bias: optionalParameter(node, 'bias'),
    thresholds: () => now().chip,
    maxInput,
    padding: chip.kind === 'InputConvolutional' ? paddedPixel(chip.paddingValue) : 0,
    slope: integers.output?.node.weights[RESCALING_RATE]?.data[0] ?? 1,
    activation: grid,
    pool,
    saturates,
  };
}

/** A kernel whose integers are those of the converted network. */
function trainedKernel(
  { node, input, quantizer }: ChipLayer,
  weight: string,
  now: () => Converted,
): QuantizedParameter {
  const isDepthwise = weight === DEPTHWISE;
  const parameter: Parameter = parameterOf(node, weight, {
    pullback: (gradient) => {
      const perChannel = now().integers.perChannel && !isDepthwise;
      const className = perChannel ? 'MaxPerAxisQuantizer' : 'MaxQuantizer';
      const scales = scalesOf(now().integers, isDepthwise);
      return quantizerGradient(
        { data: parameter.value, shape: parameter.shape },
        inRealUnits(gradient, parameter, now()),
        { className, bits: quantizer?.bits ?? 0 },
        (perChannel ? scales : scales.slice(0, 1)).map((scale) => 1 / scale),
        1 / LOWEST_SCALE,
      );
    },
  });
  const quantize = (): QuantizedKernel => {
    const { integers, chip } = now();
    const scales = scalesOf(integers, isDepthwise);
    const grid = isDepthwise ? integers.depthwise : integers.kernel;
    const weightInt = kerasOrder(chip, input ?? [1, 1, 1]).at(isDepthwise ? 0 : -1);
    invariant(grid && weightInt, `"${node.name}" has no ${weight} on the chip`);
    const real = Float32Array.from(grid, (value, i) => value * (scales[i % scales.length] ?? 1));
    return { weightInt, real, scaleFactor: scales.map((scale) => 1 / scale) };
  };
  return { parameter, quantize };
}

/** Real units of an integer of a kernel: one, or one a filter. */
function scalesOf(integers: FixedPointLayer, isDepthwise: boolean): Float32Array {
  const { scales, fraction, cells, inputUnit, depthwiseScale } = integers;
  if (isDepthwise) return Float32Array.of(depthwiseScale);
  // The scale of a potential is a mean's where one follows.
  const unit = cells / 2 ** fraction / inputUnit / depthwiseScale;
  return scales.map((scale) => scale * unit);
}

/** The gradient that integer inputs gave, for real ones. */
function inRealUnits(
  gradient: Float32Array,
  { weight, shape }: Parameter,
  { integers, inputRatios }: Converted,
): Float32Array {
  const { inputUnit, depthwise, depthwiseScale } = integers;
  // The pointwise kernel saw the integer sums of the depthwise one, which has the channels that come in.
  if (depthwise && weight !== DEPTHWISE) {
    return gradient.map((value) => value * inputUnit * depthwiseScale);
  }
  if (!inputRatios) return gradient.map((value) => value * inputUnit);
  const filters = shape.at(-1) ?? 1;
  return gradient.map((value, i) => {
    const channel = Math.floor(i / filters) % inputRatios.length;
    return (value * inputUnit) / (inputRatios[channel] ?? 1);
  });
}
