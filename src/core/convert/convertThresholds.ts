import { fail } from '../errors/diagnostic.ts';
import type { ActivationGrid } from '../layers/activationStep.ts';
import type { InputScaling } from '../analysis/inputScaling.ts';

const INT32_MAX = 2 ** 31 - 1;

/** What the thresholds of a layer are made of. */
export interface ThresholdInputs {
  readonly layer: string;
  readonly filters: number;
  /** Scaling of the layer's input: the model's, or (1 / step, 0) of the activation before. */
  readonly inputScaling: InputScaling;
  /** float32 [1] (per tensor) or [filters]. */
  readonly scaleFactor: Float32Array;
  /** Whether the scale factor is a vector over the filters or a scalar: they round differently. */
  readonly perAxis: boolean;
  /** float32 [filters]; null where the layer has none. */
  readonly bias: Float32Array | null;
  /** null: the layer has no activation (the head). */
  readonly activation: ActivationGrid | null;
  /** H * W under GlobalAveragePooling2D, else 1. */
  readonly poolFactor: number;
  /** Sum of the integer kernel per filter; only the input convolution corrects for the shift. */
  readonly kernelSums: Float64Array | null;
}

/**
 * Thresholds and activation steps of a converted layer.
 *     threshold = floor(g * (in_scale * wsf * (act_threshold - bias) [+ shift * kernel sum]))            int32
 *     act_step  = float32(g * float32(in_scale * wsf * act_step_keras)),  act_step_keras = step * 2^bits / 16
 * Where wsf is a vector, in_scale and its product with wsf are rounded to float32; where it is a scalar both stay float64
 * (NumPy's promotion of a float64 scalar with a float32 array); every other product is float64.
 * @throws StudioError convert/threshold-overflow when a threshold leaves int32
 * @source docs/reference/integer-semantics.md#thresholds-and-steps; docs/reference/integer-semantics.md#promotions
 */
export function convertThresholds(from: ThresholdInputs): {
  threshold: Int32Array;
  actStep: Float32Array;
} {
  const { filters, scaleFactor, perAxis, bias, activation, poolFactor, kernelSums } = from;
  const [inScale, shift] = from.inputScaling;
  const actThreshold = activation?.threshold ?? 0;
  const actStepKeras = activation ? (activation.step * 2 ** activation.bits) / 16 : 1;
  const threshold = new Int32Array(filters);
  const actStep = new Float32Array(filters);
  for (let n = 0; n < filters; n++) {
    const wsf = scaleFactor[perAxis ? n : 0] as number;
    const scale = perAxis ? Math.fround(Math.fround(inScale) * wsf) : inScale * wsf;
    let value = scale * (actThreshold - (bias?.[n] ?? 0));
    if (kernelSums) value += (kernelSums[n] as number) * shift;
    value = Math.floor(value * poolFactor);
    if (!(Math.abs(value) <= INT32_MAX))
      fail('convert/threshold-overflow', { layer: from.layer }, n, value);
    threshold[n] = value;
    actStep[n] = Math.fround(Math.fround(scale * actStepKeras) * poolFactor);
  }
  return { threshold, actStep };
}
