import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../../errors/diagnostic.ts';
import type { LayerNode } from '../../ir/graph.ts';
import { isLayer } from '../../layers/define.ts';
import { quantizedSeparableConv2d } from '../../layers/quantizedSeparableConv2d.ts';
import { separableConv2d } from '../../layers/separableConv2d.ts';
import { channelSum } from '../device/channelSum.ts';
import {
  convolutionMap,
  depthwiseMap,
  type Geometry,
  type LinearMap,
} from '../device/convolution.ts';
import type { Stage } from './define.ts';
import { kernelParameter } from './neuralStage.ts';
import { optionalParameter } from './parameterOf.ts';

/** A float or quantized SeparableConv2D as Keras computes it: depthwise, pointwise, bias. */
export function separableStage(node: LayerNode): Stage {
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
  if (isLayer(node, quantizedSeparableConv2d)) return node.config;
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
