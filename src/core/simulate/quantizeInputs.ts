import type { AkidaModel, QuantizerLayer } from '../akida/model.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';

/** The values that the first layer of the chip gets: inputs as they are, real ones as the model's Quantizer makes them. */
export function integerInputs(
  { quantizer }: AkidaModel,
  { data }: Tensor<NumericArray>,
): Uint8Array {
  return quantizer && data instanceof Float32Array
    ? quantizeInputs(quantizer, data)
    : (data as Uint8Array);
}

/** What an int32 becomes of a value that it cannot hold. */
const LOWEST = -(2 ** 31);

/**
 * Real inputs to integers, in float32:
 *     q = clip(round(x * scale[c]) + zeroPoint[c], 0, 2^outputBits - 1), halves away from zero
 * What no int32 holds, NaN among it, is the lowest int32 to the runtime, and so 0.
 * @param data  (N, X, Y, C)
 * @source docs/reference/fbz-format.md#quantizer
 */
export function quantizeInputs(
  { scales, zeroPoints, outputBits }: QuantizerLayer,
  data: Float32Array,
): Uint8Array {
  const largest = 2 ** outputBits - 1;
  const channels = scales.length;
  const result = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const c = i % channels;
    const scaled = Math.fround((data[i] as number) * (scales[c] as number));
    // Math.round takes halves up, towards zero for negative ones.
    const rounded = Math.sign(scaled) * Math.round(Math.abs(scaled));
    const integer = Math.abs(rounded) < 2 ** 31 ? rounded : LOWEST;
    // The sum is an int32 as well, and wraps.
    const sum = (integer + (zeroPoints[c] as number)) | 0;
    result[i] = Math.min(Math.max(sum, 0), largest);
  }
  return result;
}
