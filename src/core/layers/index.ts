import { activation } from './activation.ts';
import { activationDiscreteRelu } from './activationDiscreteRelu.ts';
import {
  randomBrightness,
  randomContrast,
  randomFlip,
  randomHeight,
  randomRotation,
  randomTranslation,
  randomWidth,
  randomZoom,
} from './augmentations.ts';
import { averagePooling2d } from './averagePooling2d.ts';
import { batchNormalization } from './batchNormalization.ts';
import { concatenate } from './concatenate.ts';
import { conv2d } from './conv2d.ts';
import { cropping2d } from './cropping2d.ts';
import type { AnyLayerDefinition } from './define.ts';
import { dense } from './dense.ts';
import { dequantizer } from './dequantizer.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';
import {
  alphaDropout,
  dropout,
  gaussianDropout,
  gaussianNoise,
  spatialDropout2d,
} from './dropouts.ts';
import { elu } from './elu.ts';
import { flatten } from './flatten.ts';
import { globalAveragePooling2d } from './globalAveragePooling2d.ts';
import { globalMaxPooling2d } from './globalMaxPooling2d.ts';
import { inputLayer } from './inputLayer.ts';
import { inputQuantizer } from './inputQuantizer.ts';
import { leakyRelu } from './leakyRelu.ts';
import { maxPooling2d } from './maxPooling2d.ts';
import { add, average, maximum, minimum, multiply, subtract } from './merging.ts';
import { permute } from './permute.ts';
import { prelu } from './prelu.ts';
import { quantizedConv2d } from './quantizedConv2d.ts';
import { quantizedDense } from './quantizedDense.ts';
import { quantizedReLU } from './quantizedReLU.ts';
import { quantizedSeparableConv2d } from './quantizedSeparableConv2d.ts';
import { quantizemlConv2d } from './quantizemlConv2d.ts';
import { quantizemlDense } from './quantizemlDense.ts';
import { quantizemlRelu } from './quantizemlRelu.ts';
import { quantizemlSeparableConv2d } from './quantizemlSeparableConv2d.ts';
import { relu } from './relu.ts';
import { rescaling } from './rescaling.ts';
import { reshape } from './reshape.ts';
import { centerCrop, randomCrop, resizing } from './resizings.ts';
import { separableConv2d } from './separableConv2d.ts';
import { softmax } from './softmax.ts';
import { upSampling2d } from './upSampling2d.ts';
import { zeroPadding2d } from './zeroPadding2d.ts';

/** Every layer type we know. A layer is one file, or one row of `merging.ts` or `dropouts.ts`, and one line here. */
export const layerDefinitions: readonly AnyLayerDefinition[] = [
  activation,
  activationDiscreteRelu,
  add,
  alphaDropout,
  average,
  averagePooling2d,
  batchNormalization,
  centerCrop,
  concatenate,
  conv2d,
  cropping2d,
  dense,
  dequantizer,
  depthwiseConv2d,
  dropout,
  elu,
  flatten,
  gaussianDropout,
  gaussianNoise,
  globalAveragePooling2d,
  globalMaxPooling2d,
  inputLayer,
  inputQuantizer,
  leakyRelu,
  maximum,
  maxPooling2d,
  minimum,
  multiply,
  permute,
  prelu,
  quantizedConv2d,
  quantizedDense,
  quantizedReLU,
  quantizedSeparableConv2d,
  quantizemlConv2d,
  quantizemlDense,
  quantizemlRelu,
  quantizemlSeparableConv2d,
  randomBrightness,
  randomContrast,
  randomCrop,
  randomFlip,
  randomHeight,
  randomRotation,
  randomTranslation,
  randomWidth,
  randomZoom,
  relu,
  rescaling,
  reshape,
  resizing,
  separableConv2d,
  softmax,
  spatialDropout2d,
  subtract,
  upSampling2d,
  zeroPadding2d,
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
