import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/diagnostic.ts';
import type { LayerNode } from '../../ir/graph.ts';
import { isLayer } from '../../layers/define.ts';
import { quantizedConv2d } from '../../layers/quantizedConv2d.ts';
import { quantizedDense } from '../../layers/quantizedDense.ts';
import { quantizedSeparableConv2d } from '../../layers/quantizedSeparableConv2d.ts';
import { quantizemlConv2d } from '../../layers/quantizemlConv2d.ts';
import type { QuantizedKernel } from '../../quantizers/quantizeKernel.ts';
import type { InputScaling } from '../../analysis/inputScaling.ts';
import type { ChipApply } from './chipStage.ts';
import { convolutionMap } from '../device/linearMaps.ts';
import { mapOf, separableGeometry, separableMaps } from './neuralStages.ts';
import type { Parameter, Uploaded } from './define.ts';
import { quantizedParameter, type QuantizedParameter } from './parameters.ts';

/** The integer kernels of one step. */
export interface ChipIntegers {
  readonly filters: number;
  /** sf, or sf_dw * sf_pw: float32 [1] or [filters]. */
  readonly scaleFactor: Float32Array;
  /** Sum of the integer kernel per filter. */
  readonly sums: Float64Array;
  /** Largest sum of products per filter for inputs of at most 1. */
  readonly reach: Float64Array;
  readonly upload: () => Uploaded;
}

/** The kernels of a layer on the chip: integers forward, the real values they stand for on the way back. */
export interface ChipKernels {
  readonly parameters: readonly Parameter[];
  readonly quantize: () => ChipIntegers;
  readonly apply: ChipApply;
}

/** The trained kernels of a layer: the one with the filters, and of a separable layer the depthwise one. */
export interface KernelParameters {
  readonly kernel: QuantizedParameter;
  readonly depthwise: QuantizedParameter | null;
}

/**
 * Kernels that the toolkit's quantizers put on a grid.
 * @param inScale  of the input scaling: the real input is (integer - shift) / scale
 */
export function gridKernels(node: LayerNode, [inScale]: InputScaling): KernelParameters {
  if (!isLayer(node, quantizedSeparableConv2d)) {
    invariant(
      isLayer(node, quantizedConv2d) || isLayer(node, quantizedDense),
      `"${node.name}" is not a quantized neural layer`,
    );
    const kernel = quantizedParameter(node, 'kernel', node.config.quantizer, () => 1 / inScale);
    return { kernel, depthwise: null };
  }
  const { quantizer, quantizerDw } = node.config;
  let depthwiseScale = 1;
  const first = quantizedParameter(node, 'depthwise_kernel', quantizerDw, () => 1 / inScale);
  // The pointwise kernel saw the integer sums of the depthwise one.
  const factor = () => 1 / (inScale * depthwiseScale);
  const kernel = quantizedParameter(node, 'pointwise_kernel', quantizer, factor);
  const quantize = () => {
    const quantized = first.quantize();
    depthwiseScale = quantized.scaleFactor[0] ?? 0;
    return quantized;
  };
  return { kernel, depthwise: { ...first, quantize } };
}

/** @param shift  the integer input that stands for zero */
export function chipKernels(
  node: LayerNode,
  { kernel, depthwise }: KernelParameters,
  shift: number,
): ChipKernels {
  return depthwise ? separableKernels(node, depthwise, kernel) : singleKernel(node, kernel, shift);
}

function upload(
  name: string,
  { parameter }: { parameter: Parameter },
  kernel: QuantizedKernel,
): Uploaded {
  const shape = [...parameter.shape];
  return {
    [name]: tf.tensor(Float32Array.from(kernel.weightInt), shape),
    [`${name}Real`]: tf.tensor(kernel.real, shape),
  };
}

function singleKernel(node: LayerNode, kernel: QuantizedParameter, shift: number): ChipKernels {
  const { shape } = kernel.parameter;
  const map = mapOf(node, shape);
  const apply: ChipApply = (x, weights, paddingValue) => {
    const integers = weights['kernel'] as tf.Tensor;
    const source = paddingValue === 0 ? null : padded(x as tf.Tensor4D, node, paddingValue);
    const border = source && { x: source.x, map: convolutionMap(shape, { ...source.geometry }) };
    const potentials = border ? border.map.apply(border.x, integers) : map.apply(x, integers);
    // Padded cells that stand for zero teach nothing; others do.
    const gradientOf = (dy: tf.Tensor) =>
      border && shift === 0
        ? border.map.kernelGradient(border.x, dy)
        : map.kernelGradient(shift === 0 ? x : tf.sub(x, shift), dy);
    return {
      potentials,
      backward: (dy, wantsInput, pass) => {
        pass.report(kernel.parameter, gradientOf(dy));
        return wantsInput ? map.inputGradient(x, dy, weights['kernelReal'] as tf.Tensor) : null;
      },
    };
  };
  return {
    parameters: [kernel.parameter],
    quantize: () => {
      const quantized = kernel.quantize();
      const filters = shape.at(-1) ?? 1;
      const { sums, absolute } = sumsPerFilter(quantized.weightInt, filters);
      return {
        filters,
        scaleFactor: quantized.scaleFactor,
        sums,
        reach: absolute,
        upload: () => upload('kernel', kernel, quantized),
      };
    },
    apply,
  };
}

function separableKernels(
  node: LayerNode,
  depthwise: QuantizedParameter,
  pointwise: QuantizedParameter,
): ChipKernels {
  const shapes = [depthwise.parameter.shape, pointwise.parameter.shape] as const;
  const maps = separableMaps(...shapes, separableGeometry(node));
  const apply: ChipApply = (x, weights) => {
    const between = maps.depthwise.apply(x, weights['depthwise'] as tf.Tensor);
    return {
      potentials: maps.pointwise.apply(between, weights['pointwise'] as tf.Tensor),
      backward: (dy, wantsInput, pass) => {
        pass.report(pointwise.parameter, maps.pointwise.kernelGradient(between, dy));
        const inner = maps.pointwise.inputGradient(
          between,
          dy,
          weights['pointwiseReal'] as tf.Tensor,
        );
        pass.report(depthwise.parameter, maps.depthwise.kernelGradient(x, inner));
        const real = weights['depthwiseReal'] as tf.Tensor;
        return wantsInput ? maps.depthwise.inputGradient(x, inner, real) : null;
      },
    };
  };
  return {
    parameters: [depthwise.parameter, pointwise.parameter],
    quantize: () => {
      const first = depthwise.quantize();
      const second = pointwise.quantize();
      const depthwiseScale = first.scaleFactor[0] ?? 0;
      const channels = shapes[0][2] ?? 1;
      const filters = shapes[1][3] ?? 1;
      const inner = sumsPerFilter(first.weightInt, channels);
      return {
        filters,
        scaleFactor: second.scaleFactor.map((factor) => factor * depthwiseScale),
        sums: new Float64Array(filters),
        reach: weightedReach(second.weightInt, inner.absolute, filters),
        upload: () => ({
          ...upload('depthwise', depthwise, first),
          ...upload('pointwise', pointwise, second),
        }),
      };
    },
    apply,
  };
}

function sumsPerFilter(weights: Int8Array, filters: number) {
  const sums = new Float64Array(filters);
  const absolute = new Float64Array(filters);
  for (let i = 0; i < weights.length; i++) {
    const n = i % filters;
    const weight = weights[i] as number;
    sums[n] = (sums[n] as number) + weight;
    absolute[n] = (absolute[n] as number) + Math.abs(weight);
  }
  return { sums, absolute };
}

/** sum over c of |pointwise[c, n]| * reach of depthwise channel c. */
function weightedReach(pointwise: Int8Array, inner: Float64Array, filters: number): Float64Array {
  const reach = new Float64Array(filters);
  for (let i = 0; i < pointwise.length; i++) {
    const n = i % filters;
    const channel = (i - n) / filters;
    reach[n] = (reach[n] as number) + Math.abs(pointwise[i] as number) * (inner[channel] as number);
  }
  return reach;
}

/** The image with the border that 'same' padding gives, filled with the value that stands for zero. */
function padded(x: tf.Tensor4D, node: LayerNode, value: number) {
  invariant(
    isLayer(node, quantizedConv2d) || isLayer(node, quantizemlConv2d),
    `"${node.name}" does not pad`,
  );
  const { kernelSize, strides, padding, filters } = node.config;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape,
    [...kernelSize, x.shape[3], filters],
    [...strides],
    1,
    padding,
  );
  const { top, bottom, left, right } = info.padInfo;
  const border: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { x: tf.pad(x, border, value), geometry: { strides, padding: 'valid' as const } };
}
