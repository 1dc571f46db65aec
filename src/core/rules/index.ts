import { activationBetween } from './activationBetween.ts';
import { activationBits } from './activationBits.ts';
import { actStepRange } from './actStepRange.ts';
import { batchnormAxis } from './batchnormAxis.ts';
import { batchnormBeforeActivation } from './batchnormBeforeActivation.ts';
import { batchnormGamma } from './batchnormGamma.ts';
import { channelsLast } from './channelsLast.ts';
import { convKernel } from './convKernel.ts';
import type { Rule } from './define.ts';
import { denseInput } from './denseInput.ts';
import { finiteWeights } from './finiteWeights.ts';
import { flattenBeforeDense } from './flattenBeforeDense.ts';
import { floatPrecision } from './floatPrecision.ts';
import { headBias } from './headBias.ts';
import { imageInput } from './imageInput.ts';
import { inlineActivation } from './inlineActivation.ts';
import { inputRank } from './inputRank.ts';
import { inputScaling } from './inputScaling.ts';
import { neuralArguments } from './neuralArguments.ts';
import { neuralLayer } from './neuralLayer.ts';
import { paddingValue } from './paddingValue.ts';
import { poolAfterConv } from './poolAfterConv.ts';
import { poolPadding } from './poolPadding.ts';
import { poolStride } from './poolStride.ts';
import { potentialOverflow } from './potentialOverflow.ts';
import { quantizationMissing } from './quantizationMissing.ts';
import { quantizemlLayers } from './quantizemlLayers.ts';
import { reluOnly } from './reluOnly.ts';
import { rescalingFirst } from './rescalingFirst.ts';
import { reshapeVector } from './reshapeVector.ts';
import { separableBits } from './separableBits.ts';
import { serialGraph } from './serialGraph.ts';
import { singleActivation } from './singleActivation.ts';
import { singleInput } from './singleInput.ts';
import { singleOutput } from './singleOutput.ts';
import { supportedLayer } from './supportedLayer.ts';
import { weightBits } from './weightBits.ts';
import { weightsMissing } from './weightsMissing.ts';

/** Every rule on design and quantization. A rule is one file and one line here; those of the chips are in hardware/. */
export const rules: readonly Rule[] = [
  activationBetween,
  activationBits,
  actStepRange,
  batchnormAxis,
  batchnormBeforeActivation,
  batchnormGamma,
  channelsLast,
  convKernel,
  denseInput,
  finiteWeights,
  flattenBeforeDense,
  floatPrecision,
  headBias,
  imageInput,
  inlineActivation,
  inputRank,
  inputScaling,
  neuralArguments,
  neuralLayer,
  paddingValue,
  poolAfterConv,
  poolPadding,
  poolStride,
  potentialOverflow,
  quantizationMissing,
  quantizemlLayers,
  reluOnly,
  rescalingFirst,
  reshapeVector,
  separableBits,
  serialGraph,
  singleActivation,
  singleInput,
  singleOutput,
  supportedLayer,
  weightBits,
  weightsMissing,
];
