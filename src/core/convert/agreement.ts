import { absoluteSums } from '../akida/absoluteSums.ts';
import {
  inputBitsOf,
  neuronsOf,
  paddedPixel,
  type AkidaLayer,
  type AkidaModel,
  type NeuralAkidaLayer,
} from '../akida/model.ts';
import { geometryOf, type LayerGeometry } from '../akida/shapes.ts';
import type { ActivationGrid } from '../layers/activationStep.ts';
import { createSimulator } from '../simulate/simulator.ts';
import { MAX_POTENTIAL, MIN_POTENTIAL, saturate } from '../simulate/spikes.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/** Potentials that rounding costs: below one for the threshold, which is floored, and below one for the step's cut fraction at the highest level. */
const FLOORED = { threshold: 1, step: 1 } as const;
/** Share of a layer's largest possible sum that float32 costs: a weight, an input and the sum are rounded once each. */
const FLOAT_SHARE = 1e-6;
/** Beyond it the runtime's 28 bits may wrap. @source docs/reference/integer-semantics.md#spikes */
const SAFE_DISTANCE = 2 ** 24;

/**
 * How far a layer's potentials may lie, a neuron, from those that the quantized model's real values stand for. Cells padded with another
 * pixel than the shift differ by what a whole window of them makes.
 * @param shift  of the model's input scaling
 */
export function roundingOf(
  layer: NeuralAkidaLayer,
  geometry: LayerGeometry,
  { maxInput, shift }: { readonly maxInput: number; readonly shift: number },
): Float64Array {
  const averages = 'pooling' in layer && layer.pooling.type === 'globalAverage';
  const cells = averages ? geometry.convolution[0] * geometry.convolution[1] : 1;
  const pads = layer.kind === 'InputConvolutional' && layer.padding === 'same';
  const padding = pads ? Math.abs(paddedPixel(layer.paddingValue) - shift) : 0;
  const floored = FLOORED.threshold + (layer.activation ? FLOORED.step : 0);
  return absoluteSums(layer).map((sum, n) => {
    const largest = sum * maxInput * cells + Math.abs(layer.threshold[n] ?? 0);
    return floored + FLOAT_SHARE * largest + padding * sum * cells;
  });
}

/**
 * What one potential of a neuron is in the quantized model's values: the real value is (potential - threshold) * unit.
 * @param grid  of the layer's activation; null for the head
 */
export function unitsOf({ actStep }: NeuralAkidaLayer, grid: ActivationGrid | null): Float64Array {
  const step = grid ? (grid.step * 2 ** grid.bits) / 16 : 1;
  return Float64Array.from(actStep, (converted) => step / converted);
}

/**
 * Marks the values of a layer that no real value stands for: potentials that were cut to 20 bits on their way, and distances that wrap.
 * @param potentials  pooled, as the simulator gives them
 * @param inputs      of the layer, as the network ran it: the pixels, or the spikes of the layer before
 */
export async function cutValues(
  model: AkidaModel,
  index: number,
  potentials: Tensor<Int32Array>,
  inputs: Tensor<Uint8Array>,
): Promise<Uint8Array> {
  const layer = model.layers[index] as NeuralAkidaLayer;
  const neurons = neuronsOf(layer);
  const holds20Bits = 'pooling' in layer ? layer.pooling.type !== 'none' : true;
  const cut = Uint8Array.from(potentials.data, (potential, i) => {
    const distance = Math.abs(potential - (layer.threshold[i % neurons] ?? 0));
    const ends = potential <= MIN_POTENTIAL || potential >= MAX_POTENTIAL;
    return (holds20Bits && ends) || distance >= SAFE_DISTANCE ? 1 : 0;
  });
  if (layer.kind === 'FullyConnected' || layer.pooling.type !== 'globalAverage') return cut;
  // A running sum that met the bound may have come back from it.
  const input: AkidaLayer = {
    kind: 'InputData',
    name: 'in',
    inputShape: geometryOf(model)[index]?.input ?? [1, 1, 1],
    inputBits: inputBitsOf(model, index),
    inputSigned: false,
  };
  const open: NeuralAkidaLayer = {
    ...layer,
    name: 'open',
    pooling: { type: 'none' },
    activation: false,
    actBits: 1,
  };
  const layers = layer.kind === 'InputConvolutional' ? [open] : [input, open];
  const simulator = await createSimulator({ ...model, layers });
  const { forward } = await simulator.run(inputs);
  const samples = forward.shape[0] ?? 0;
  const perSample = forward.data.length / samples;
  const sums = new Int32Array(samples * neurons);
  for (const [i, potential] of forward.data.entries()) {
    const at = Math.floor(i / perSample) * neurons + (i % neurons);
    const sum = (sums[at] ?? 0) + potential;
    if (saturate(sum) !== sum) cut[at] = 1;
    sums[at] = saturate(sum);
  }
  return cut;
}

/** Spikes as the next layer reads them. */
export function spikesAsInputs({ data, shape }: Tensor<Int32Array>): Tensor<Uint8Array> {
  return tensor(Uint8Array.from(data), shape);
}
