import type { AkidaModel, NeuralAkidaLayer } from '../akida/model.ts';
import { neuronsOf } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { akida1 } from '../targets/akida1.ts';

/** The largest absolute potential a layer can reach, over its neurons. */
export interface PotentialBound {
  readonly layer: string;
  readonly bound: number;
}

/**
 * Bound of every layer's potentials, whatever the input:
 *     max over n of sum(abs(w[..., n])) * max input            times the cells of the map under global average pooling
 * For a separable layer the kernel is the product of its two kernels.
 * @source docs/reference/compatibility.md#potential-overflow
 */
export function potentialBounds(model: AkidaModel): readonly PotentialBound[] {
  const geometry = geometryOf(model);
  const bounds: PotentialBound[] = [];
  let maxInput = 2 ** akida1.pixelBits - 1;
  for (const [i, layer] of model.layers.entries()) {
    if (layer.kind === 'InputData') {
      maxInput = 2 ** layer.inputBits - 1;
      continue;
    }
    const [x, y] = geometry[i]?.convolution ?? [1, 1];
    const averages = layer.kind !== 'FullyConnected' && layer.pooling.type === 'globalAverage';
    const bound = Math.max(0, ...absoluteSums(layer)) * maxInput * (averages ? x * y : 1);
    bounds.push({ layer: layer.name, bound });
    maxInput = 2 ** layer.actBits - 1;
  }
  return bounds;
}

/** Sum of absolute integer weights per neuron. */
function absoluteSums(layer: NeuralAkidaLayer): Float64Array {
  const neurons = neuronsOf(layer);
  const sums = new Float64Array(neurons);
  if (layer.kind !== 'SeparableConvolutional') {
    addAbsolutes(sums, layer.weights);
    return sums;
  }
  const { weightsPw } = layer;
  const channels = weightsPw.length / neurons;
  const depthwise = new Float64Array(channels);
  addAbsolutes(depthwise, layer.weights);
  for (let c = 0; c < channels; c++) {
    addAbsolutes(sums, weightsPw.subarray(c * neurons, (c + 1) * neurons), depthwise[c]);
  }
  return sums;
}

/** sums[i mod length] += abs(weights[i]) * factor */
function addAbsolutes(sums: Float64Array, weights: Int8Array, factor = 1): void {
  for (let i = 0, at = 0; i < weights.length; i++) {
    sums[at] = (sums[at] as number) + Math.abs(weights[i] as number) * factor;
    if (++at === sums.length) at = 0;
  }
}
