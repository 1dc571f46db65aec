import { activation } from './activation.ts';
import { activationDiscreteRelu } from './activationDiscreteRelu.ts';
import { batchNormalization } from './batchNormalization.ts';
import { conv2d } from './conv2d.ts';
import type { AnyLayerDefinition } from './define.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { globalAveragePooling2d } from './globalAveragePooling2d.ts';
import { inputLayer } from './inputLayer.ts';
import { maxPooling2d } from './maxPooling2d.ts';
import { quantizedConv2d } from './quantizedConv2d.ts';
import { quantizedDense } from './quantizedDense.ts';
import { quantizedReLU } from './quantizedReLU.ts';
import { quantizedSeparableConv2d } from './quantizedSeparableConv2d.ts';
import { relu } from './relu.ts';
import { rescaling } from './rescaling.ts';
import { reshape } from './reshape.ts';
import { separableConv2d } from './separableConv2d.ts';
import { softmax } from './softmax.ts';

/** Every layer type we know. A layer is one file and one line here. */
export const layerDefinitions: readonly AnyLayerDefinition[] = [
  activation,
  activationDiscreteRelu,
  batchNormalization,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  inputLayer,
  maxPooling2d,
  quantizedConv2d,
  quantizedDense,
  quantizedReLU,
  quantizedSeparableConv2d,
  relu,
  rescaling,
  reshape,
  separableConv2d,
  softmax,
];

const byClassName = new Map<string, AnyLayerDefinition>(
  layerDefinitions.flatMap((definition) =>
    [definition.className, ...(definition.aliases ?? [])].map(
      (name) => [name, definition] as const,
    ),
  ),
);

/** The definition of a layer type by class name or alias; undefined for types we do not know. */
export function layerDefinition(className: string): AnyLayerDefinition | undefined {
  return byClassName.get(className);
}
