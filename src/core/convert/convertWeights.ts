import type { NeuralAkidaLayer } from '../akida/model.ts';
import { invariant } from '../errors/diagnostic.ts';
import type { LayerNode } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { quantizedConv2d } from '../layers/quantizedConv2d.ts';
import { quantizedDense } from '../layers/quantizedDense.ts';
import { quantizedSeparableConv2d } from '../layers/quantizedSeparableConv2d.ts';
import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { quantizeKernel } from '../quantizers/quantizeKernel.ts';
import { weightQuantizer } from '../quantizers/index.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The integer kernels of a converted layer and their combined scale factor. */
export interface ConvertedWeights {
  readonly weights: Int8Array;
  /** Pointwise kernel of a separable layer. */
  readonly weightsPw?: Int8Array;
  /** sf, or sf_dw * sf_pw for separable layers: float32 [1] (per tensor) or [filters]. */
  readonly scaleFactor: Float32Array;
  /** Whether the scale factor is a vector over the filters (it may have one element) or a scalar. */
  readonly perAxis: boolean;
}

/**
 * Quantizes the kernels of a neural layer and lays them out as the file stores them.
 * Convolutional and depthwise kernels are flipped in both spatial axes, the input convolution's, pointwise and dense ones are not.
 * @param input spatial size and channels (x, y, c) that the Akida layer sees; a dense kernel is reordered by it
 * @param isInputConvolution true for the first layer on image input
 * @source docs/reference/integer-semantics.md#kernels-in-the-file
 */
export function convertWeights(
  node: LayerNode,
  input: readonly [number, number, number],
  isInputConvolution: boolean,
): ConvertedWeights {
  if (isLayer(node, quantizedConv2d)) {
    const kernel = weightOf(node, 'kernel');
    const { weightInt, scaleFactor } = quantizeKernel(kernel, node.config.quantizer, node.name);
    return {
      weights: isInputConvolution ? weightInt : flipped(weightInt, windowsOf(kernel)),
      scaleFactor,
      perAxis: isPerAxis(node.config.quantizer),
    };
  }
  if (isLayer(node, quantizedSeparableConv2d)) {
    const kernel = weightOf(node, 'depthwise_kernel');
    const depthwise = quantizeKernel(kernel, node.config.quantizerDw, node.name);
    const pointwise = quantizeKernel(
      weightOf(node, 'pointwise_kernel'),
      node.config.quantizer,
      node.name,
    );
    const sf = depthwise.scaleFactor[0] ?? 0;
    return {
      weights: flipped(depthwise.weightInt, windowsOf(kernel)),
      weightsPw: pointwise.weightInt,
      scaleFactor: pointwise.scaleFactor.map((factor) => factor * sf),
      perAxis: isPerAxis(node.config.quantizer),
    };
  }
  invariant(isLayer(node, quantizedDense), `"${node.name}" is not a quantized neural layer`);
  const { weightInt, scaleFactor } = quantizeKernel(
    weightOf(node, 'kernel'),
    node.config.quantizer,
    node.name,
  );
  return {
    weights: channelFirstRows(weightInt, input, node.config.units),
    scaleFactor,
    perAxis: isPerAxis(node.config.quantizer),
  };
}

function isPerAxis({ className }: QuantizerConfig): boolean {
  return weightQuantizer(className)?.perAxis ?? false;
}

function weightOf(node: LayerNode, name: string): Tensor {
  const weight = node.weights[name];
  invariant(weight, `"${node.name}" has no ${name}`);
  return weight;
}

function windowsOf({ shape }: Tensor): number {
  return (shape[0] ?? 1) * (shape[1] ?? 1);
}

/** Reverses both spatial axes of a (kx, ky, C, N) kernel of kx * ky windows. */
export function flipped(weights: Int8Array, windows: number): Int8Array {
  const size = weights.length / windows;
  const result = new Int8Array(weights.length);
  // Reversing both axes of a grid reverses its cells in C order.
  for (let window = 0; window < windows; window++) {
    result.set(weights.subarray(window * size, (window + 1) * size), (windows - 1 - window) * size);
  }
  return result;
}

/** Rows (x, y, c) of a dense kernel reordered to (c, y, x): the runtime flattens channel first. */
export function channelFirstRows(
  weights: Int8Array,
  [sizeX, sizeY, channels]: readonly [number, number, number],
  units: number,
): Int8Array {
  const result = new Int8Array(weights.length);
  for (let x = 0; x < sizeX; x++) {
    for (let y = 0; y < sizeY; y++) {
      for (let c = 0; c < channels; c++) {
        const from = ((x * sizeY + y) * channels + c) * units;
        const to = ((c * sizeY + y) * sizeX + x) * units;
        result.set(weights.subarray(from, from + units), to);
      }
    }
  }
  return result;
}

/**
 * The integer kernels of a layer of the chip as Keras orders them: `convertWeights` the other way round.
 * @param input  spatial size and channels (x, y, c) that the layer reads
 * @returns the kernel; of a separable layer the depthwise one, then the pointwise one
 * @source docs/reference/integer-semantics.md#kernels-in-the-file
 */
export function kerasOrder(
  layer: NeuralAkidaLayer,
  [sizeX, sizeY, channels]: readonly [number, number, number],
): readonly Int8Array[] {
  if (layer.kind === 'InputConvolutional') return [layer.weights];
  if (layer.kind === 'FullyConnected') {
    // Rows (c, y, x) turned about are rows (x, y, c).
    return [channelFirstRows(layer.weights, [channels, sizeY, sizeX], layer.units)];
  }
  const kernel = flipped(layer.weights, layer.kernelSize[0] * layer.kernelSize[1]);
  return layer.kind === 'Convolutional' ? [kernel] : [kernel, layer.weightsPw];
}
