import type { AkidaLayer, QuantizerLayer } from '../akida/model.ts';
import type { ChipLayer, Dims } from '../analysis/chipPlan.ts';
import type {
  FixedPointLayer,
  FixedPointModel,
  FixedPointOutput,
} from '../analysis/fixedPointModel.ts';
import { fail, invariant } from '../errors/diagnostic.ts';
import { roundHalfEven } from '../tensor/floats.ts';
import { channelFirstRows, flipped } from './convertWeights.ts';

const INT32_MAX = 2 ** 31 - 1;
/** Spikes of the chip divide 16 parts of a step. */
const STEP_BITS = 4;

/**
 * One layer of QuantizeML for the chip, as cnn2snn 2.19 makes it for Akida 1.0:
 *     r         = float32(2^-shift / factor)
 *     threshold = -bias * cells + round(r / 2)          act_step = r * 2^(bits - 4)            with a ReLU
 *     threshold = -bias * cells                         act_step = float32(1 / float32(scale / 2^fraction))     the head
 * @throws StudioError convert/threshold-overflow, convert/padding-value
 * @source cnn2snn 2.19 quantizeml/outputs.py, conv_common.py, dequantizer.py (Apache-2.0); docs/reference/integer-semantics.md#quantizeml
 */
export function convertFixedPoint(
  layer: ChipLayer,
  integers: FixedPointLayer,
  input: Dims,
): AkidaLayer {
  const { node, kind, filters, kernelSize, strides, pooling, quantizer } = layer;
  invariant(quantizer, `"${node.name}" is not quantized`);
  const { output, kernel, depthwise } = integers;
  const common = {
    name: node.name,
    activation: output !== null,
    actBits: output?.bits ?? 1,
    ...thresholdsOf(integers, filters),
  };
  const weightBits = quantizer.bits;
  if (kind === 'FullyConnected') {
    const weights = channelFirstRows(kernel, input, filters);
    return { kind, ...common, units: filters, weightBits, weights };
  }
  // A window of one cell pads nothing; the toolkit writes "same" then.
  const isPoint = kernelSize[0] === 1 && kernelSize[1] === 1;
  const padding = isPoint ? 'same' : layer.padding;
  const window = { filters, kernelSize, strides, padding, pooling, weightBits };
  const cells = kernelSize[0] * kernelSize[1];
  if (kind === 'SeparableConvolutional') {
    invariant(depthwise, `"${node.name}" has no depthwise kernel`);
    return { kind, ...common, ...window, weights: flipped(depthwise, cells), weightsPw: kernel };
  }
  if (kind === 'Convolutional')
    return { kind, ...common, ...window, weights: flipped(kernel, cells) };
  const paddingValue = paddingOf(integers);
  return {
    kind,
    ...common,
    ...window,
    inputShape: input,
    paddingValue,
    weights: kernel,
    ...noGroups(common),
  };
}

/** The toolkit 2.19 writes no groups of competing neurons. */
function noGroups({ activation }: { readonly activation: boolean }) {
  return activation ? { withoutGroups: true } : {};
}

/** What one step of the output is worth in potentials, without a fraction; the head has none. */
function potentialsAStep(output: FixedPointOutput, n: number): number {
  return Math.fround(2 ** -(output.shifts[n] ?? 0) / (output.factors[n] ?? 1));
}

/** The steps of a layer as the formula has them, before the registers of the chip cut them: see `limitSteps`. */
export function actStepsOf({ output, scales, fraction }: FixedPointLayer): Float32Array {
  if (!output) return scales.map((scale) => 1 / Math.fround(scale / 2 ** fraction));
  const part = 2 ** (output.bits - STEP_BITS);
  return scales.map((_, n) => potentialsAStep(output, n) * part);
}

function thresholdsOf(
  integers: FixedPointLayer,
  filters: number,
): { readonly threshold: Int32Array; readonly actStep: Float32Array } {
  const { node, bias, cells, output } = integers;
  const threshold = new Int32Array(filters);
  for (let n = 0; n < filters; n++) {
    let value = -(bias[n] ?? 0) * cells;
    if (output) value += roundHalfEven(Math.fround(potentialsAStep(output, n) / 2));
    if (!(Math.abs(value) <= INT32_MAX)) {
      fail('convert/threshold-overflow', { layer: node.name }, n, value);
    }
    threshold[n] = value;
  }
  return { threshold, actStep: actStepsOf(integers) };
}

function paddingOf({ node, padding }: FixedPointLayer): number {
  const [first = 0, ...rest] = padding ?? [];
  if (rest.every((value) => value === first) && first >= 0 && first <= 255) return first;
  return fail('convert/padding-value', { layer: node.name }, padding ?? []);
}

/** The InputQuantizer as the layer that the toolkit 2.19 writes; null for a model without one. */
export function convertInputQuantizer(
  { input }: FixedPointModel,
  inputShape: Dims,
): QuantizerLayer | null {
  if (!input) return null;
  const { bits: outputBits } = input;
  const channel = (values: readonly number[], c: number) => values[c % values.length] ?? 0;
  const channels = Array.from({ length: inputShape[2] }, (_, c) => c);
  return {
    kind: 'Quantizer',
    name: input.node.name,
    inputShape,
    outputBits,
    scales: Float32Array.from(channels, (c) => 2 ** channel(input.fractions, c)),
    zeroPoints: Uint8Array.from(channels, (c) => channel(input.zeros, c)),
  };
}
