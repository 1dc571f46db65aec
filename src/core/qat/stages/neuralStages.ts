import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../../errors/diagnostic.ts';
import type { LayerNode } from '../../ir/graph.ts';
import { conv2d } from '../../layers/conv2d.ts';
import { isLayer } from '../../layers/define.ts';
import { isDense } from '../../layers/layerGroups.ts';
import { quantizedConv2d } from '../../layers/quantizedConv2d.ts';
import { quantizemlConv2d } from '../../layers/quantizemlConv2d.ts';
import { quantizemlSeparableConv2d } from '../../layers/quantizemlSeparableConv2d.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { channelSum } from '../device/sums.ts';
import {
  convolutionMap,
  denseMap,
  depthwiseMap,
  type Geometry,
  type LinearMap,
} from '../device/linearMaps.ts';
import type { Parameter, TrainingStage } from './define.ts';
import {
  optionalParameter,
  parameterOf,
  quantizedParameter,
  type QuantizedParameter,
} from './parameters.ts';
import { quantizedSeparableConv2d } from '../../layers/quantizedSeparableConv2d.ts';
import { separableConv2d } from '../../layers/separableConv2d.ts';

/** A kernel with what the device shall use of it: the real values on its grid, or the master values of a float layer. */
function kernelParameter(
  node: LayerNode,
  weight: string,
  config: QuantizerConfig | undefined,
): { readonly parameter: Parameter; readonly values: () => Float32Array } {
  if (config === undefined) {
    const parameter = parameterOf(node, weight);
    return { parameter, values: () => parameter.value };
  }
  const { parameter, quantize }: QuantizedParameter = quantizedParameter(node, weight, config);
  return { parameter, values: () => quantize().real };
}

/** A float or quantized Conv2D or Dense as Keras computes it: y = map(x, quantize(kernel)) + bias. */
export function neuralStage(node: LayerNode): TrainingStage {
  const { quantizer } = node.config as { readonly quantizer?: QuantizerConfig };
  const kernel = kernelParameter(node, 'kernel', quantizer);
  const bias = optionalParameter(node, 'bias');
  const map = mapOf(node, kernel.parameter.shape);
  return {
    name: node.name,
    parameters: bias ? [kernel.parameter, bias] : [kernel.parameter],
    upload: () => ({
      kernel: tf.tensor(kernel.values(), [...kernel.parameter.shape]),
      ...(bias ? { bias: tf.tensor(bias.value, [...bias.shape]) } : {}),
    }),
    forward: (x, weights, pass) => {
      const used = weights['kernel'] as tf.Tensor;
      const sums = map.apply(x, used);
      pass.tape?.push((dy, wantsInput) => {
        pass.report(kernel.parameter, map.kernelGradient(x, dy));
        if (bias) pass.report(bias, channelSum(dy));
        return wantsInput ? map.inputGradient(x, dy, used) : null;
      });
      return weights['bias'] ? tf.add(sums, weights['bias']) : sums;
    },
  };
}

/** The linear map of a Conv2D or Dense, float or quantized. @throws StudioError qat/not-trainable for groups */
export function mapOf(node: LayerNode, kernelShape: readonly number[]): LinearMap {
  if (isDense(node)) return denseMap(kernelShape);
  if (isLayer(node, quantizedConv2d) || isLayer(node, quantizemlConv2d)) {
    return convolutionMap(kernelShape, node.config);
  }
  if (isLayer(node, conv2d)) {
    const { groups, dataFormat, dilationRate } = node.config;
    const plain = groups === 1 && dataFormat === 'channels_last' && Math.max(...dilationRate) === 1;
    if (plain) return convolutionMap(kernelShape, node.config);
  }
  return fail('qat/not-trainable', { layer: node.name }, node.className);
}

/** A float or quantized SeparableConv2D as Keras computes it: depthwise, pointwise, bias. */
export function separableStage(node: LayerNode): TrainingStage {
  const geometry = separableGeometry(node);
  const quantized = isLayer(node, quantizedSeparableConv2d) ? node.config : null;
  const depthwise = kernelParameter(node, 'depthwise_kernel', quantized?.quantizerDw);
  const pointwise = kernelParameter(node, 'pointwise_kernel', quantized?.quantizer);
  const bias = optionalParameter(node, 'bias');
  const maps = separableMaps(depthwise.parameter.shape, pointwise.parameter.shape, geometry);
  const kernels = [depthwise.parameter, pointwise.parameter];
  return {
    name: node.name,
    parameters: bias ? [...kernels, bias] : kernels,
    upload: () => ({
      depthwise: tf.tensor(depthwise.values(), [...depthwise.parameter.shape]),
      pointwise: tf.tensor(pointwise.values(), [...pointwise.parameter.shape]),
      ...(bias ? { bias: tf.tensor(bias.value, [...bias.shape]) } : {}),
    }),
    forward: (x, weights, pass) => {
      const first = weights['depthwise'] as tf.Tensor;
      const second = weights['pointwise'] as tf.Tensor;
      const between = maps.depthwise.apply(x, first);
      const sums = maps.pointwise.apply(between, second);
      pass.tape?.push((dy, wantsInput) => {
        if (bias) pass.report(bias, channelSum(dy));
        pass.report(pointwise.parameter, maps.pointwise.kernelGradient(between, dy));
        const inner = maps.pointwise.inputGradient(between, dy, second);
        pass.report(depthwise.parameter, maps.depthwise.kernelGradient(x, inner));
        return wantsInput ? maps.depthwise.inputGradient(x, inner, first) : null;
      });
      return weights['bias'] ? tf.add(sums, weights['bias']) : sums;
    },
  };
}

/** @throws StudioError qat/not-trainable for dilation, a depth multiplier, or channels first */
export function separableGeometry(node: LayerNode): Geometry {
  if (isLayer(node, quantizedSeparableConv2d) || isLayer(node, quantizemlSeparableConv2d)) {
    return node.config;
  }
  if (isLayer(node, separableConv2d)) {
    const { depthMultiplier, dataFormat, dilationRate } = node.config;
    const plain = dataFormat === 'channels_last' && Math.max(...dilationRate) === 1;
    if (plain && depthMultiplier === 1) return node.config;
  }
  return fail('qat/not-trainable', { layer: node.name }, node.className);
}

/** The two maps of a separable convolution. */
export function separableMaps(
  depthwiseShape: readonly number[],
  pointwiseShape: readonly number[],
  geometry: Geometry,
): { readonly depthwise: LinearMap; readonly pointwise: LinearMap } {
  const single: Geometry = { strides: [1, 1], padding: 'valid' };
  return {
    depthwise: depthwiseMap(depthwiseShape, geometry),
    pointwise: convolutionMap(pointwiseShape, single),
  };
}
