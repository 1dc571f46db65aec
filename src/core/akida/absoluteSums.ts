import { neuronsOf, type NeuralAkidaLayer } from './model.ts';

/** Sum of absolute integer weights per neuron; of a separable layer that of the product of its two kernels. */
export function absoluteSums(layer: NeuralAkidaLayer): Float64Array {
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
