import type { NeuralAkidaLayer } from '../../core/akida/model.ts';
import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { LayerNode } from '../../core/ir/graph.ts';
import type { QuantizerConfig } from '../../core/layers/quantizerParam.ts';
import { quantizeKernel } from '../../core/quantizers/quantizeKernel.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import type { WeightDetails, WeightGrid, Histogram, Spread } from './layerView.ts';

const BINS = 48;

/** The weights of a Keras layer; kernels of a quantized one with their integer grid. */
export function weightsOfNode(node: LayerNode): readonly WeightDetails[] {
  const config = node.config as {
    readonly quantizer?: QuantizerConfig;
    readonly quantizerDw?: QuantizerConfig;
  };
  return Object.entries(node.weights).map(([name, weight]) => {
    const isDepthwise = name === 'depthwise_kernel';
    const quantizer = isDepthwise ? config.quantizerDw : config.quantizer;
    const grid = name.endsWith('kernel') && quantizer ? gridOf(weight, quantizer, node.name) : null;
    return { ...described(name, weight), grid };
  });
}

/** The integer weights of a layer of the chip. */
export function weightsOfAkida(layer: NeuralAkidaLayer): readonly WeightDetails[] {
  const arrays: [string, Int8Array][] = [['weights', layer.weights]];
  if (layer.kind === 'SeparableConvolutional') arrays.push(['weights_pw', layer.weightsPw]);
  return arrays.map(([name, data]) => ({
    ...described(name, { shape: [data.length], data }),
    grid: {
      bits: layer.weightBits,
      quantizer: null,
      step: null,
      levels: levelsOf(data),
      inSteps: null,
      sqnr: null,
    },
  }));
}

function described(
  name: string,
  { shape, data }: Tensor<NumericArray>,
): Omit<WeightDetails, 'grid'> {
  let [sum, zeros] = [0, 0];
  for (const value of data) {
    sum += value;
    if (value === 0) zeros++;
  }
  const count = data.length;
  return {
    name,
    shape,
    count,
    spread: spreadOf(data),
    mean: count === 0 ? 0 : sum / count,
    zeros: count === 0 ? 0 : zeros / count,
    histogram: histogramOf(data, BINS),
  };
}

/** Null where the quantizer refuses the kernel; the problems say why. */
function gridOf(kernel: Tensor, config: QuantizerConfig, layer: string): WeightGrid | null {
  try {
    const { weightInt, real, scaleFactor } = quantizeKernel(kernel, config, layer);
    const channels = scaleFactor.length;
    let [signal, noise] = [0, 0];
    const steps = Float32Array.from(kernel.data, (value, i) => {
      signal += value * value;
      noise += (value - (real[i] as number)) ** 2;
      return value * (scaleFactor[i % channels] as number);
    });
    return {
      bits: config.bits,
      quantizer: config.className,
      step: spreadOf(scaleFactor.map((factor) => (factor === 0 ? 0 : 1 / factor))),
      levels: levelsOf(weightInt),
      inSteps: histogramOf(steps, BINS),
      sqnr: noise === 0 ? Infinity : 10 * Math.log10(signal / noise),
    };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return null;
  }
}

function levelsOf(weights: Int8Array): WeightGrid['levels'] {
  const counts = new Map<number, number>();
  for (const weight of weights) counts.set(weight, (counts.get(weight) ?? 0) + 1);
  return [...counts].map(([level, count]) => ({ level, count })).sort((a, b) => a.level - b.level);
}

/** Smallest, middle and largest value; zeros for an empty list. The middle of an even list is the upper one. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const at = (index: number) => sorted[index] ?? 0;
  return { min: at(0), median: at(sorted.length >> 1), max: at(sorted.length - 1) };
}

/** Counts values in `bins` equal intervals from the smallest to the largest; values that are not finite are left out. */
export function histogramOf(values: ArrayLike<number>, bins: number): Histogram {
  let [from, to] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) return { from: 0, to: 0, counts: [] };
  const counts = new Array<number>(bins).fill(0);
  const scale = to > from ? bins / (to - from) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) continue;
    const bin = Math.min(bins - 1, Math.floor((value - from) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { from, to, counts };
}
