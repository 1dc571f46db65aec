import type { NeuralAkidaLayer } from '../../core/akida/model.ts';
import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { LayerNode } from '../../core/ir/graph.ts';
import type { QuantizerConfig } from '../../core/layers/quantizerParam.ts';
import { quantizeKernel } from '../../core/quantizers/quantizeKernel.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import type { WeightDetails, WeightGrid } from './layerView.ts';
import { histogramOf, spreadOf } from './statistics.ts';

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
