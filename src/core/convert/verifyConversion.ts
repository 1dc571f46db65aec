import {
  inputBitsOf,
  neuronsOf,
  paddedPixel,
  type AkidaModel,
  type NeuralAkidaLayer,
} from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import {
  fixedPointModel,
  fixedPointWeights,
  type FixedPointModel,
  type InputPoints,
} from '../analysis/fixedPointModel.ts';
import { inputScalingOf } from '../analysis/inputScaling.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { fail, invariant, isStudioError } from '../errors/diagnostic.ts';
import { kerasInputs } from '../forward/inputs.ts';
import { preparedWeights, runLayer } from '../forward/runLayer.ts';
import { chainOf, type LayerNode, type ModelGraph, type WeightMap } from '../ir/graph.ts';
import { activationGrid } from '../layers/activationStep.ts';
import { CHANNEL_LIMITS } from '../layers/quantizemlRelu.ts';
import { isNeural, isOtherActivation } from '../layers/layerGroups.ts';
import { createPacer } from '../simulate/pacer.ts';
import { createSimulator, type Simulator } from '../simulate/simulator.ts';
import { sizeOf, tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { cutValues, roundingOf, spikesAsInputs, unitsOf } from './agreement.ts';
import type { ConvertOptions } from './convertGraph.ts';
import { isCutByRegisters } from './limitSteps.ts';
import { probeInputs } from './probeInputs.ts';

/** What was compared before a network was believed. */
export interface VerifiedConversion {
  readonly images: number;
  /** Outputs of all layers and images, without those that the chip's 20 bits cut. */
  readonly values: number;
  /** Why nothing was compared, as a sentence; there when `images` is 0. */
  readonly reason?: string;
}

/**
 * The last word on a conversion, before a file of it is written: network and quantized model run on a few inputs, and every layer of the
 * network gives what the model's layers give, from one neural layer up to the next one, for the spikes that the network hands on there. It
 * knows nothing of how conversion cuts a model into layers of the chip, so what got lost on that road shows.
 *
 *     spikes = levels of the activation of y, y moved by no more than rounding moves it; head: (potential - threshold) / act_step = y
 *
 * A model of QuantizeML is held to the same bounds with its integers: kernels, biases and rescaling as QuantizeML rounds them. Its max_value
 * is not converted, so a spike may be as large as without it; a layer that the registers of the chip cut, and the one behind it, are left out.
 *
 * @returns nothing compared where no runtime can run the network: with an activation step of 2^24 and more
 * @throws StudioError convert/outputs-differ for the first layer that gives something else: a fault of ours, not of the model
 * @source docs/reference/integer-semantics.md#convert
 */
export async function verifyConversion(
  quantized: ModelGraph,
  network: AkidaModel,
  options: ConvertOptions & { readonly signal?: AbortSignal } = {},
): Promise<VerifiedConversion> {
  const { signal, inputScaling: asked } = options;
  const pace = createPacer(signal);
  const scaling = inputScalingOf(quantized, asked);
  const pixels = probeInputs(network);
  const simulator = await runnable(network);
  if (!simulator) return notCompared(STEP_TOO_LARGE);
  const run = { layers: 'all', potentials: true, ...(signal ? { signal } : {}) } as const;
  const { layers: outputs } = await simulator.run(pixels, run);
  const geometry = geometryOf(network);
  const stretches = stretchesOf(quantized);
  const neural = network.layers.flatMap((layer, index) =>
    layer.kind === 'InputData' ? [] : [{ layer, index }],
  );
  invariant(
    stretches.length === neural.length,
    `${stretches.length} neural layers became ${neural.length} layers of the chip`,
  );
  let values = 0;
  let spikes: Tensor<Uint8Array> = pixels;
  const integers = fixedPointModel(quantized);
  const weights = weightsOf(integers);
  let real: Tensor<NumericArray> = integers?.input
    ? unquantized(integers.input, pixels)
    : kerasInputs(quantized, pixels, scaling);
  for (const [k, { layer, index }] of neural.entries()) {
    await pace();
    const stretch = stretches[k] as Stretch;
    const result = outputs[k];
    const { output, potentials } = result ?? {};
    invariant(output && potentials && geometry[index], `no output of "${layer.name}"`);
    const isLimited = integers && neural.slice(Math.max(k - 1, 0), k + 1).some(isCutLayer);
    if (!isLimited) {
      const rounding = roundingOf(layer, geometry[index], {
        maxInput: 2 ** inputBitsOf(network, index) - 1,
        shift: integers ? padding(layer) : k === 0 ? scaling[1] : 0,
      });
      const cut = await cutValues(network, index, potentials, spikes);
      const inputs = asFloat(quantized, stretch, real);
      const bounds = boundsOf({ graph: quantized, ...weights }, stretch, layer, inputs, rounding);
      const differing = differences(layer, stretch, output, bounds, cut);
      if (differing > 0) {
        const where = { layer: stretch.neural.name };
        fail('convert/outputs-differ', where, differing, output.data.length);
      }
      values += cut.reduce((sum, isCut) => sum + 1 - isCut, 0);
    }
    spikes = spikesAsInputs(output);
    const step = stretch.grid?.step ?? 1;
    real = tensor(
      Float32Array.from(output.data, (level) => level * step),
      output.shape,
    );
  }
  if (values === 0) return notCompared(ALL_CUT);
  return { images: pixels.shape[0] ?? 0, values };
}

const STEP_TOO_LARGE = 'A step of an activation is 2^24 or more: no runtime can run the network.';
const ALL_CUT =
  'The registers of the chip cut every layer: no real values are left to compare with.';

function isCutLayer({ layer }: { readonly layer: NeuralAkidaLayer }): boolean {
  return isCutByRegisters(layer);
}

/** What padded cells hold, which QuantizeML knows as well. */
function padding(layer: NeuralAkidaLayer): number {
  return layer.kind === 'InputConvolutional' ? paddedPixel(layer.paddingValue) : 0;
}

/** The real values whose integers the pixels are. */
function unquantized(
  { fractions, zeros }: InputPoints,
  { data, shape }: Tensor<Uint8Array>,
): Tensor {
  const real = Float32Array.from(data, (pixel, i) => {
    const c = i % fractions.length;
    return (pixel - (zeros[c] ?? 0)) / 2 ** (fractions[c] ?? 0);
  });
  return tensor(real, shape);
}

/** What the layers compute with: for the smallest outputs that are right, and for the largest. */
interface BoundWeights {
  readonly low: (node: LayerNode) => WeightMap;
  readonly high: (node: LayerNode) => WeightMap;
}

function weightsOf(integers: FixedPointModel | null): BoundWeights {
  if (!integers) return { low: preparedWeights, high: preparedWeights };
  const rounded = fixedPointWeights(integers);
  const low = (node: LayerNode) => rounded.get(node.name) ?? preparedWeights(node);
  const unlimited = ({ data, shape }: Tensor) =>
    tensor(
      data.map(() => Infinity),
      shape,
    );
  const high = (node: LayerNode) => {
    const { [CHANNEL_LIMITS]: limits, ...weights } = low(node);
    return limits ? { ...weights, [CHANNEL_LIMITS]: unlimited(limits) } : weights;
  };
  return { low, high };
}

function notCompared(reason: string): VerifiedConversion {
  return { images: 0, values: 0, reason };
}

async function runnable(network: AkidaModel): Promise<Simulator | null> {
  try {
    return await createSimulator(network);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    if (error.diagnostics.some(({ code }) => code !== 'simulate/step-range')) throw error;
    return null;
  }
}

/** From one neural layer to the next one, in the order of the graph. */
interface Stretch {
  readonly neural: LayerNode;
  /** Up to the activation: all of it where there is none. The first stretch starts with what stands before its neural layer. */
  readonly linear: readonly LayerNode[];
  /** The activation and what stands behind it. */
  readonly rest: readonly LayerNode[];
  readonly grid: ReturnType<typeof activationGrid>;
}

/** A trailing Activation or Softmax works on the chip's outputs, not in them. */
function stretchesOf(graph: ModelGraph): readonly Stretch[] {
  const chain = chainOf(graph);
  const starts = chain.flatMap((node, i) => (isNeural(node) ? [i] : []));
  return starts.map((start, k) => {
    const neural = chain[start] as LayerNode;
    const from = k === 0 ? 0 : start;
    const isLast = k === starts.length - 1;
    const all = chain.slice(from, starts[k + 1]);
    const layers = isLast ? all.filter((node) => !isOtherActivation(node)) : all;
    const at = layers.findIndex((node) => activationGrid(node) !== null);
    const split = at === -1 ? layers.length : at;
    const activation = layers[split];
    return {
      neural,
      linear: layers.slice(0, split),
      rest: layers.slice(split),
      grid: activation ? activationGrid(activation) : null,
    };
  });
}

/** The values in the shape that the stretch's first layer reads. */
function asFloat(graph: ModelGraph, { linear }: Stretch, values: Tensor<NumericArray>): Tensor {
  const [first] = linear;
  const shapes = outputShapes(graph);
  const shape = first && (shapes.inputs(first)[0] ?? shapes.output(first.name));
  const samples = values.shape[0] ?? 0;
  const dims = (shape ?? values.shape).slice(1).map((dim) => dim ?? 1);
  invariant(
    sizeOf(dims) * samples === values.data.length,
    `"${first?.name}" reads ${dims.join(' x ')} values, and the layer of the chip before it gives others`,
  );
  return tensor(Float32Array.from(values.data), [samples, ...dims]);
}

interface Bounds {
  readonly low: Tensor;
  readonly high: Tensor;
}

/** What the stretch gives for its inputs, moved down and up by the rounding of the layer's potentials before the activation. */
function boundsOf(
  { graph, low, high }: BoundWeights & { readonly graph: ModelGraph },
  { linear, rest, grid }: Stretch,
  layer: NeuralAkidaLayer,
  inputs: Tensor,
  rounding: Float64Array,
): Bounds {
  const through = (nodes: readonly LayerNode[], x: Tensor, weights: BoundWeights['low']) =>
    nodes.reduce((at, node) => runLayer(graph, node, weights(node), [at]), x);
  const y = through(linear, inputs, low);
  const units = unitsOf(layer, grid);
  const neurons = neuronsOf(layer);
  const moved = (sign: 1 | -1): Tensor =>
    tensor(
      y.data.map((value, i) => {
        const n = i % neurons;
        return value + sign * (rounding[n] ?? 0) * (units[n] ?? 0);
      }),
      y.shape,
    );
  return { low: through(rest, moved(-1), low), high: through(rest, moved(1), high) };
}

/** How many outputs lie outside of their bounds. */
function differences(
  layer: NeuralAkidaLayer,
  { grid }: Stretch,
  output: Tensor<Int32Array>,
  { low, high }: Bounds,
  cut: Uint8Array,
): number {
  if (low.data.length !== output.data.length) return output.data.length;
  const units = unitsOf(layer, grid);
  const neurons = neuronsOf(layer);
  let count = 0;
  for (let i = 0; i < output.data.length; i++) {
    if (cut[i] === 1) continue;
    const n = i % neurons;
    const value = output.data[i] as number;
    const [least, most] = [low.data[i] as number, high.data[i] as number];
    const isInside = grid
      ? value >= Math.round(least / grid.step) && value <= Math.round(most / grid.step)
      : isBetween((value - (layer.threshold[n] ?? 0)) * (units[n] ?? 1), least, most);
    if (!isInside) count++;
  }
  return count;
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
