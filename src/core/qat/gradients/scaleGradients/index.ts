import type { ScaleGradient } from './define.ts';
import { maximumScaleGradient } from './maximumScaleGradient.ts';
import { stdScaleGradient } from './stdScaleGradient.ts';

/** How the scale factor of each weight quantizer follows the weights, by the quantizer's class name. */
export const scaleGradients: Readonly<Record<string, ScaleGradient>> = {
  BinaryPerAxisQuantizer: maximumScaleGradient((weight) => weight),
  BinaryQuantizer: maximumScaleGradient((weight) => weight),
  MaxPerAxisQuantizer: maximumScaleGradient(Math.abs),
  MaxQuantizer: maximumScaleGradient(Math.abs),
  StdPerAxisQuantizer: stdScaleGradient,
  StdWeightQuantizer: stdScaleGradient,
};
