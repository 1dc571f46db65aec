import * as tf from '@tensorflow/tfjs-core';
import { fail } from '../../errors/diagnostic.ts';
import type { LayerNode } from '../../ir/graph.ts';
import { conv2d } from '../../layers/conv2d.ts';
import { isLayer } from '../../layers/define.ts';
import { dense } from '../../layers/dense.ts';
import { quantizedConv2d } from '../../layers/quantizedConv2d.ts';
import { quantizedDense } from '../../layers/quantizedDense.ts';
import type { QuantizerConfig } from '../../layers/quantizerParam.ts';
import { channelSum } from '../device/channelSum.ts';
import { convolutionMap, type LinearMap } from '../device/convolution.ts';
import type { Parameter, Stage } from './define.ts';
import { denseMap } from './denseMap.ts';
import { optionalParameter, parameterOf } from './parameterOf.ts';
import { quantizedParameter, type QuantizedParameter } from './quantizedParameter.ts';

/** A kernel with what the device shall use of it: the real values on its grid, or the master values of a float layer. */
export function kernelParameter(
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
export function neuralStage(node: LayerNode): Stage {
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
  if (isLayer(node, dense) || isLayer(node, quantizedDense)) return denseMap(kernelShape);
  if (isLayer(node, quantizedConv2d)) return convolutionMap(kernelShape, node.config);
  if (isLayer(node, conv2d)) {
    const { groups, dataFormat, dilationRate } = node.config;
    const plain = groups === 1 && dataFormat === 'channels_last' && Math.max(...dilationRate) === 1;
    if (plain) return convolutionMap(kernelShape, node.config);
  }
  return fail('qat/not-trainable', { layer: node.name }, node.className);
}
